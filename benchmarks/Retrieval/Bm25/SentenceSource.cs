using System.Text.Json;

namespace RagCluster.Retrieval.Bm25;

/// <summary>Sentences of real texts: the abstracts of SciFact and PubMedQA beside the checkout.</summary>
internal static class SentenceSource
{
    private const int SentenceLengthMin = 20;
    private static readonly string[] Files = ["scifact/corpus.jsonl", "pubmedqa/corpus.jsonl"];

    /// <summary>Reads all sentences in the order of the files.</summary>
    /// <param name="directory">The folder of shared data; null to look for it beside the checkout.</param>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    internal static string[] Read(string? directory)
    {
        directory ??= Find() ?? throw new DirectoryNotFoundException("shared/data is not beside the checkout; name it with --data.");
        return [.. Files.SelectMany(file => File.ReadLines(Path.Combine(directory, file))).SelectMany(Split)];
    }

    private static IEnumerable<string> Split(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        string text = json.RootElement.GetProperty("text").GetString()!;
        return text.Split(". ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(sentence => sentence.Length >= SentenceLengthMin);
    }

    /// <summary>The folder of shared data above the program; null when there is none.</summary>
    internal static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
