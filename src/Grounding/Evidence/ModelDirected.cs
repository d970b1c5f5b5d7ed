namespace RagCluster.Grounding.Evidence;

/// <summary>
/// Finds text that speaks to a language model instead of a reader: orders to it, the markup of its conversations, what is hidden from
/// readers. Such text stays part of its document and is no evidence: nothing is quoted from it, and it supports no sentence. A list of
/// forms is never complete; what it misses is still data between marks in the prompt, and needs to answer the question to be quoted.
/// </summary>
internal static class ModelDirected
{
    /// <summary>
    /// For each unit, whether it speaks to a model. What follows in the same block goes with it: the order comes first, its content after.
    /// </summary>
    internal static bool[] Mark(string text, IReadOnlyList<EvidenceUnit> units)
    {
        bool[] marks = new bool[units.Count];
        for (int i = 0; i < units.Count; i++)
        {
            bool follows =
                i > 0
                && marks[i - 1]
                && text.AsSpan(units[i - 1].Span.End, Math.Max(0, units[i].Span.Start - units[i - 1].Span.End)).IndexOf("\n\n") < 0;
            marks[i] = follows || Is(text[units[i].Span.Start..units[i].Span.End]);
        }

        return marks;
    }

    /// <summary>Whether a sentence speaks to a model.</summary>
    internal static bool Is(string sentence)
    {
        string visible = InvisibleText.Remove(sentence);
        return DirectedForm.Latin.Any(form => form.IsIn(visible)) || (HasOtherScript(visible) && DirectedForm.Other.IsIn(visible));
    }

    // Greek to the end of the letters before the general punctuation, and what comes after its symbols.
    private static bool HasOtherScript(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('\u0370', '\u1FFF') || text.ContainsAnyInRange('\u2E80', char.MaxValue);
}
