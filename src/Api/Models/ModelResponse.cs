using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Api.Models;

/// <summary>A model of the registry.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Kind">What it does, for example <c>embedding</c>.</param>
/// <param name="Revision">The revision of its files.</param>
/// <param name="Dimensions">The length of its vectors; 0 when it makes none.</param>
/// <param name="TokensMax">The longest text that it reads, in tokens.</param>
/// <param name="Bytes">Bytes of its files.</param>
/// <param name="License">Its licence.</param>
/// <param name="Available">Whether its files are on the server and verified.</param>
/// <param name="Default">Whether new English collections use it when they name none.</param>
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
