using System.Collections.Frozen;
using System.Reflection;

namespace RagCluster.Lexical.Analysis.Words;

/// <summary>What the analyzers know of the words of their languages. The words are data: <c>languages.txt</c>.</summary>
internal static class LanguageWords
{
    private static readonly FrozenDictionary<(string Language, string List), string> Lists = Load();

    /// <summary>Words that carry grammar rather than meaning, separated by spaces.</summary>
    internal static string Stop(string language) => Lists.GetValueOrDefault((language, "stop"), "");

    /// <summary>Words that stand before an apostrophe and are no part of the next word, separated by spaces.</summary>
    internal static string Elisions(string language) => Lists.GetValueOrDefault((language, "elision"), "");

    private static FrozenDictionary<(string Language, string List), string> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("RagCluster.Lexical.languages.txt")!;
        using StreamReader reader = new(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(' ', 3))
            .ToFrozenDictionary(cells => (cells[0], cells[1]), cells => cells[2]);
    }
}
