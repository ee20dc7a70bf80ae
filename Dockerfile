# docker build -t recto .
# docker run --rm -v "$PWD:/site" recto build
#
# A release replaces the first stage by the programs that it has built: `--build-context build=FOLDER`.
FROM rust:1-alpine AS build
ARG TARGETARCH=amd64
RUN apk add --no-cache musl-dev gcc tzdata
WORKDIR /recto
COPY . .
RUN cargo build --release --locked && install -D target/release/recto /out/$TARGETARCH/recto

FROM scratch
ARG TARGETARCH=amd64
# Sites may name a time zone.
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /out/$TARGETARCH/recto /bin/recto
WORKDIR /site
EXPOSE 4000
ENTRYPOINT ["/bin/recto"]
CMD ["help"]
