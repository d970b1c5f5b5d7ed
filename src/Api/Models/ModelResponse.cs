using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Api.Models;

/// <summary>A model of the registry over HTTP.</summary>
internal sealed record ModelResponse(
    string Name,
    string Kind,
    string Revision,
    int Dimensions,
    int TokensMax,
    long Bytes,
    string License,
    bool Available,
    bool Default
)
{
    /// <summary>The HTTP form of a model.</summary>
    internal static ModelResponse From(ModelCard card) =>
        new(
            card.Name,
            card.Kind,
            card.Revision,
            card.Dimensions,
            card.TokensMax,
            card.Bytes,
            card.License,
            card.IsAvailable,
            card.IsDefault
        );
}
