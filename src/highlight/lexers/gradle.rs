//! Gradle build scripts.

use crate::Lexer;
use crate::lexers::groovy;
use crate::token::Token::*;

/// Rouge's `gradle`.
pub(crate) static LEXER: Lexer = Lexer::new("gradle", |d| {
    let mut words = groovy::WORDS.to_vec();
    words.push((
        K,
        "allprojects artifacts buildscript configuration dependencies publishing repositories sourceSets subprojects",
    ));
    words.push((Kt, TYPES));
    groovy::define(d, &words);
});

const TYPES: &str = "ArtifactResolutionQuery ComponentSelection ComponentSelectionRules Configuration ConventionProperty \
    ExtensionAware ExtraPropertiesExtension Gradle IncrementalTaskInputs IvyArtifact IvyArtifactSet \
    IvyModuleDescriptorSpec IvyPublication JavaToolChain MavenArtifact MavenArtifactSet MavenPom MavenPublication \
    PluginDependenciesSpec PluginDependencySpec Project PublishingExtension ResolutionStrategy ResourceHandler Script \
    Settings SourceSet SourceSetOutput Task TextResourceFactory";
