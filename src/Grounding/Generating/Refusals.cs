namespace RagCluster.Grounding.Generating;

/// <summary>
/// How a chat model says that the passages do not answer: by the mark that the prompt asks for, or by a sentence of <c>refusals.txt</c>.
/// </summary>
internal static class Refusals
{
    /// <summary>What the prompt asks for: the same in every language, and nothing that a model would translate.</summary>
    internal const string Mark = "NO_ANSWER";

    private const string Resource = "RagCluster.Grounding.refusals.txt";

    private static readonly Lazy<string[]> Sentences = new(Read);

    /// <summary>Whether what a model wrote is one.</summary>
    internal static bool IsIn(string written) =>
        written.Contains(Mark, StringComparison.Ordinal)
        || Array.Exists(Sentences.Value, sentence => written.Contains(sentence, StringComparison.OrdinalIgnoreCase));

    private static string[] Read()
    {
        using Stream file =
            typeof(Refusals).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly does not hold its resource {Resource}.");
        using StreamReader lines = new(file);
        return [.. lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')];
    }
}
