using System.Text;

namespace RagCluster.Lexical.Analysis;

/// <summary>
/// Turns text into terms: Unicode words, lower-cased, without accents, English words stemmed; scripts without spaces as overlapping
/// pairs of characters; identifiers whole and by parts (<c>AddGrainStorage</c>, <c>foo_bar</c>, <c>v1.2.3</c>, <c>ERR-42</c>).
/// Documents and queries go through the same rules. Stateless and safe for concurrent use.
/// </summary>
public sealed class TextAnalyzer
{
    /// <summary>Characters of the longest term; what is longer is cut, so that a base64 blob can't fill the dictionary.</summary>
    public const int TermLengthMax = 64;

    /// <summary>The analyzer with its default rules.</summary>
    public static TextAnalyzer Default { get; } = new();

    /// <summary>Finds the terms of a text in reading order; an identifier's whole follows its parts.</summary>
    /// <param name="text">Any text; lone surrogates separate words.</param>
    /// <param name="sink">Takes the terms.</param>
    public void Analyze(ReadOnlySpan<char> text, ITermSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        int position = 0;
        while (position < text.Length)
        {
            CharacterClass found = ClassAt(text, position, out int width);
            int start = position;
            switch (found)
            {
                case CharacterClass.Word:
                    position = CompoundTerms.FindEnd(text, start);
                    CompoundTerms.Emit(text[start..position], sink);
                    break;
                case CharacterClass.Unspaced:
                    position = UnspacedTerms.FindEnd(text, start);
                    UnspacedTerms.Emit(text[start..position], sink);
                    break;
                default:
                    position += width;
                    break;
            }
        }
    }

    /// <summary>The terms of a text, in reading order.</summary>
    /// <param name="text">Any text.</param>
    public IReadOnlyList<string> Analyze(string text)
    {
        var terms = new TermList();
        Analyze(text, terms);
        return terms.Terms;
    }

    internal static CharacterClass ClassAt(ReadOnlySpan<char> text, int position, out int width)
    {
        Rune.DecodeFromUtf16(text[position..], out Rune rune, out width);
        return CharacterClasses.Of(rune);
    }
}
