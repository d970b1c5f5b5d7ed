using RagCluster.Lexical.Analysis.Words;

namespace RagCluster.Lexical.Analysis;

/// <summary>Terms of a run of word characters: a plain word, or a compound such as <c>foo_bar</c> by its parts and whole.</summary>
internal static class CompoundTerms
{
    private const int HumpLengthMin = 2;

    /// <summary>
    /// One past the run that begins at <paramref name="start"/>; a joiner or apostrophe belongs to it only between word characters.
    /// </summary>
    internal static int FindEnd(ReadOnlySpan<char> text, int start)
    {
        int end = start;
        while (end < text.Length)
        {
            CharacterClass found = TextAnalyzer.ClassAt(text, end, out int width);
            if (found is CharacterClass.Joiner or CharacterClass.Apostrophe)
            {
                int next = end + width;
                if (next >= text.Length || TextAnalyzer.ClassAt(text, next, out _) != CharacterClass.Word)
                    return end;
            }
            else if (found != CharacterClass.Word)
            {
                return end;
            }

            end += width;
        }

        return end;
    }

    internal static void Emit(ReadOnlySpan<char> run, int offset, WordRules rules, ITermSink sink)
    {
        int start = 0;
        bool isIdentifier = false;
        for (int i = 0; i < run.Length; i++)
        {
            if (TextAnalyzer.ClassAt(run, i, out _) != CharacterClass.Joiner)
                continue;
            EmitWord(run[start..i], offset + start, rules, sink);
            isIdentifier |= run[i] is '_' or '.';
            start = i + 1;
        }

        EmitWord(run[start..], offset + start, rules, sink);
        if (start > 0 && (isIdentifier || run.ContainsAnyInRange('0', '9')))
            EmitWhole(run, offset, sink);
    }

    private static void EmitWord(ReadOnlySpan<char> word, int offset, WordRules rules, ITermSink sink)
    {
        WordTerms.Emit(word, new TermPlace(offset, word.Length, 1), rules, sink);
        if (FindHump(word, 0) == word.Length)
            return;
        for (int start = 0; start < word.Length; )
        {
            int end = FindHump(word, start);
            WordTerms.Emit(word[start..end], new TermPlace(offset + start, end - start, start == 0 ? 0 : 1), rules, sink);
            start = end;
        }
    }

    // A hump of camel case ends before an upper-case letter that follows a lower-case one ("Add|Grain") or that begins a word after an
    // acronym ("HTTP|Server"). Pieces of one letter are no words: "mRNA" stays whole.
    private static int FindHump(ReadOnlySpan<char> word, int start)
    {
        for (int i = start + HumpLengthMin; i + 1 < word.Length; i++)
        {
            if (!char.IsUpper(word[i]))
                continue;
            bool afterLower = char.IsLower(word[i - 1]);
            bool beginsWord = char.IsUpper(word[i - 1]) && i + 2 < word.Length && char.IsLower(word[i + 1]) && char.IsLower(word[i + 2]);
            if (afterLower || beginsWord)
                return i;
        }

        return word.Length;
    }

    private static void EmitWhole(ReadOnlySpan<char> run, int offset, ITermSink sink)
    {
        Span<char> folded = stackalloc char[TextAnalyzer.TermLengthMax + CharacterFolding.ExpansionMax];
        int length = PlainWords.Fold(run, folded);
        sink.Add(folded[..length], new TermPlace(offset, run.Length, 0));
    }
}
