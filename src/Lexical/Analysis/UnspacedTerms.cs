using System.Text;
using RagCluster.Lexical.Analysis.Words;

namespace RagCluster.Lexical.Analysis;

/// <summary>
/// Terms of scripts written without spaces: overlapping pairs of characters, a single character alone. Source: J. Savoy, "Comparative study
/// of monolingual and multilingual search models for use with Asian languages", ACM TALIP 4(2), 2005, where bigrams match segmenters.
/// </summary>
internal static class UnspacedTerms
{
    internal static int FindEnd(ReadOnlySpan<char> text, int start)
    {
        int end = start;
        while (end < text.Length && TextAnalyzer.ClassAt(text, end, out int width) == CharacterClass.Unspaced)
            end += width;
        return end;
    }

    internal static void Emit(ReadOnlySpan<char> run, int offset, WordRules rules, ITermSink sink)
    {
        if (!rules.FoldsKana || !KanaWidths.Occurs(run))
        {
            EmitPairs(run, offset, sink);
            return;
        }

        char[] folded = new char[run.Length];
        int[] starts = new int[run.Length + 1];
        int length = 0;
        for (int position = 0; position < run.Length; )
        {
            starts[length] = offset + position;
            folded[length++] = KanaWidths.Read(run, ref position);
        }

        starts[length] = offset + run.Length;
        EmitPairs(folded.AsSpan(0, length), 0, new MovedPlaces(sink, starts));
    }

    private static void EmitPairs(ReadOnlySpan<char> run, int offset, ITermSink sink)
    {
        int first = WidthAt(run, 0);
        if (first == run.Length)
        {
            sink.Add(run, new TermPlace(offset, run.Length, 1));
            return;
        }

        int start = 0;
        int middle = first;
        while (middle < run.Length)
        {
            int end = middle + WidthAt(run, middle);
            sink.Add(run[start..end], new TermPlace(offset + start, end - start, 1));
            start = middle;
            middle = end;
        }
    }

    private static int WidthAt(ReadOnlySpan<char> run, int position)
    {
        Rune.DecodeFromUtf16(run[position..], out _, out int width);
        return width;
    }
}
