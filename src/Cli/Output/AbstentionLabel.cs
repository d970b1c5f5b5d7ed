using System.Collections.Frozen;
using System.Reflection;

namespace RagCluster.Cli.Output;

/// <summary>What stands before the reason why there is no answer, in that reason's language. They are data: <c>no-answer.txt</c>.</summary>
internal static class AbstentionLabel
{
    private static readonly FrozenDictionary<string, string> All = Load();

    /// <summary>The languages that have a label.</summary>
    internal static IEnumerable<string> Languages => All.Keys;

    /// <summary>The label of a language; the English one where it has none.</summary>
    /// <param name="language">Its ISO 639-1 code.</param>
    internal static string In(string language) => All.GetValueOrDefault(language) ?? All["en"];

    private static FrozenDictionary<string, string> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("RagCluster.Cli.no-answer.txt")!;
        using StreamReader reader = new(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(' ', 2))
            .ToFrozenDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);
    }
}
