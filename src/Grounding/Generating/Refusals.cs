namespace RagCluster.Grounding.Generating;

/// <summary>
/// How a chat model says that the passages do not answer: by the mark that the prompt asks for, or by a sentence of <c>refusals.txt</c>.
/// </summary>
internal static class Refusals
{
    /// <summary>What the prompt asks for: the same in every language, and nothing that a model would translate.</summary>
    internal const string Mark = "NO_ANSWER";

    private static readonly Lazy<string[]> Sentences = new(() => [.. DataLines.Of("refusals.txt")]);

    /// <summary>Whether what a model wrote is one.</summary>
    internal static bool IsIn(string written) =>
        written.Contains(Mark, StringComparison.Ordinal)
        || Array.Exists(Sentences.Value, sentence => written.Contains(sentence, StringComparison.OrdinalIgnoreCase));
}
