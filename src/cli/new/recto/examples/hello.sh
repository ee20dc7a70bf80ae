#!/bin/sh
# region greet
greet() {
  printf 'Hello, %s\n' "${1:-world}"
}
# endregion
greet "$@"
