namespace RagCluster.Inference.Batching;

/// <summary>What a device's batcher has done since the start, and what waits now.</summary>
/// <param name="Device">The device.</param>
/// <param name="TextsWaiting">Texts in the queue.</param>
/// <param name="TokensWaiting">Their tokens.</param>
/// <param name="Batches">Batches begun.</param>
/// <param name="Texts">Texts in them.</param>
/// <param name="PaddedTokens">Tokens in them, padding counted.</param>
/// <param name="Overloads">Calls turned away because the queue was full.</param>
/// <param name="BatchTokensMax">The most tokens of a batch now.</param>
public sealed record BatcherStatistics(
    string Device,
    int TextsWaiting,
    long TokensWaiting,
    long Batches,
    long Texts,
    long PaddedTokens,
    long Overloads,
    int BatchTokensMax
);
