namespace RagCluster.Api.OpenAi.Responses;

/// <summary>The tokens of a response, counted as those of a chat.</summary>
/// <param name="InputTokens">Tokens of the input.</param>
/// <param name="InputTokensDetails">None of them is read from a provider's cache.</param>
/// <param name="OutputTokens">Tokens of the answer.</param>
/// <param name="OutputTokensDetails">None of them is reasoning.</param>
/// <param name="TotalTokens">Tokens of both.</param>
internal sealed record ResponseUsage(
    int InputTokens,
    IReadOnlyDictionary<string, int> InputTokensDetails,
    int OutputTokens,
    IReadOnlyDictionary<string, int> OutputTokensDetails,
    int TotalTokens
)
{
    private static readonly Dictionary<string, int> NoneCached = new() { ["cached_tokens"] = 0 };
    private static readonly Dictionary<string, int> NoneReasoned = new() { ["reasoning_tokens"] = 0 };

    /// <summary>The same in the form of responses.</summary>
    internal static ResponseUsage From(ChatUsage usage) =>
        new(usage.PromptTokens, NoneCached, usage.CompletionTokens, NoneReasoned, usage.TotalTokens);
}
