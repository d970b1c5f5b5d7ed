using System.Collections.Frozen;

namespace RagCluster.Text.Reading;

/// <summary>What a note that is set apart from a text is called: its text begins with that.</summary>
internal static class NoteLabels
{
    private static readonly FrozenSet<string> Kinds = "note tip hint info important warning caution danger attention error alert"
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a note of a kind, such as <c>warning</c>, is called; null for what is no kind of note.</summary>
    internal static string? Of(string? kind) =>
        kind is not null && Kinds.TryGetValue(kind, out string? known) ? char.ToUpperInvariant(known[0]) + known[1..] : null;

    /// <summary>What a note of a kind with a title is called: by both, where they differ.</summary>
    internal static string Of(string kind, string title)
    {
        string plain = title.TrimEnd('.', ':', ' ');
        return plain.Length == 0 || plain.Equals(kind, StringComparison.OrdinalIgnoreCase) ? kind : $"{kind}: {plain}";
    }
}
