namespace RagCluster.Grounding.Evidence;

/// <summary>Gives the embedding of each text, with the model that embedded the passages.</summary>
/// <param name="texts">The texts, at most 64.</param>
/// <param name="cancellationToken">Ends the work.</param>
/// <returns>One vector a text, in order, all of one length.</returns>
public delegate Task<float[][]> EmbedTexts(IReadOnlyList<string> texts, CancellationToken cancellationToken);
