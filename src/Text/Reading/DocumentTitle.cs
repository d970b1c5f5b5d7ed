using RagCluster.Text.Normalizing;

namespace RagCluster.Text.Reading;

/// <summary>What a document is called.</summary>
internal static class DocumentTitle
{
    /// <summary>What a document without any name is called.</summary>
    internal const string None = "Untitled";

    private const int LengthMax = 200;

    /// <summary>The first of: a heading, the file's name without folder and extension, <see cref="None"/>.</summary>
    internal static string Choose(string? heading, string name)
    {
        string title = Clean(heading ?? string.Empty);
        if (title.Length > 0)
            return title;
        string file = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        int dot = file.LastIndexOf('.');
        title = Clean(dot > 0 ? file[..dot] : file);
        return title.Length > 0 ? title : None;
    }

    /// <summary>A title on one line, within 200 characters.</summary>
    internal static string Clean(string title)
    {
        string[] words = TextNormalizer.Normalize(title).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string line = string.Join(' ', words);
        if (line.Length <= LengthMax)
            return line;
        int end = char.IsHighSurrogate(line[LengthMax - 2]) ? LengthMax - 2 : LengthMax - 1;
        return string.Concat(line.AsSpan(0, end).TrimEnd(), "…");
    }
}
