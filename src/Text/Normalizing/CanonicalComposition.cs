using System.Text;

namespace RagCluster.Text.Normalizing;

/// <summary>
/// Unicode normalization form C (UAX #15: decompose, order marks by combining class, compose), from our own tables, because
/// <see cref="string.Normalize()"/> leaves non-ASCII text as it is when the runtime runs without ICU (invariant globalization).
/// </summary>
public static class CanonicalComposition
{
    private const int HangulSyllables = 0xAC00,
        LeadJamo = 0x1100,
        VowelJamo = 0x1161,
        TailJamo = 0x11A7;
    private const int LeadCount = 19,
        VowelCount = 21,
        TailCount = 28;

    // Below U+0300 every character is in form C, whatever stands before it.
    private const char FirstSuspect = '\u0300';

    private static readonly CompositionTable Table = CompositionTable.Load();

    /// <summary>The text in normalization form C.</summary>
    /// <param name="text">Text without lone surrogates.</param>
    public static string Compose(string text)
    {
        int first = FindSuspect(text, 0);
        if (first < 0)
            return text;
        StringBuilder output = new(text.Length);
        int copied = 0;
        while (first >= 0)
        {
            int start = PreviousStarter(text, first, copied);
            int end = NextSafeStarter(text, first);
            output.Append(text, copied, start - copied);
            AppendComposed(output, text.AsSpan(start, end - start));
            copied = end;
            first = FindSuspect(text, end);
        }

        return output.Append(text, copied, text.Length - copied).ToString();
    }

    private static int FindSuspect(string text, int from)
    {
        for (int i = from; i < text.Length; i++)
        {
            if (text[i] < FirstSuspect)
                continue;
            int code = CodeAt(text, i);
            if (IsSuspect(code))
                return i;
            if (code > char.MaxValue)
                i++;
        }

        return -1;
    }

    private static int CodeAt(ReadOnlySpan<char> text, int at) =>
        Rune.DecodeFromUtf16(text[at..], out Rune rune, out _) == System.Buffers.OperationStatus.Done ? rune.Value : text[at];

    private static bool IsSuspect(int code) =>
        code >= FirstSuspect
        && (Table.IsSuspect(code) || code is >= VowelJamo and < VowelJamo + VowelCount or > TailJamo and < TailJamo + TailCount);

    private static int PreviousStarter(string text, int at, int floor)
    {
        if (at == floor)
            return at;
        at--;
        return at > floor && char.IsLowSurrogate(text[at]) ? at - 1 : at;
    }

    private static int NextSafeStarter(string text, int at)
    {
        while (at < text.Length)
        {
            int code = CodeAt(text, at);
            if (!IsSuspect(code))
                return at;
            at += code > char.MaxValue ? 2 : 1;
        }

        return at;
    }

    private static void AppendComposed(StringBuilder output, ReadOnlySpan<char> text)
    {
        List<int> codes = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            Decompose(rune.Value, codes);
        Reorder(codes);
        ComposeInPlace(codes);
        foreach (int code in codes)
            output.Append(new Rune(code));
    }

    private static void Decompose(int code, List<int> output)
    {
        int syllable = code - HangulSyllables;
        if (syllable is >= 0 and < LeadCount * VowelCount * TailCount)
        {
            output.Add(LeadJamo + syllable / (VowelCount * TailCount));
            output.Add(VowelJamo + syllable % (VowelCount * TailCount) / TailCount);
            if (syllable % TailCount != 0)
                output.Add(TailJamo + syllable % TailCount);
        }
        else if (Table.TryDecompose(code, out int first, out int second))
        {
            Decompose(first, output);
            if (second != 0)
                Decompose(second, output);
        }
        else
        {
            output.Add(code);
        }
    }

    private static void Reorder(List<int> codes)
    {
        for (int start = 0; start < codes.Count; start++)
        {
            if (Table.CombiningClass(codes[start]) == 0)
                continue;
            int end = start;
            while (end < codes.Count && Table.CombiningClass(codes[end]) != 0)
                end++;
            List<int> marks = codes.GetRange(start, end - start).OrderBy(Table.CombiningClass).ToList();
            for (int i = 0; i < marks.Count; i++)
                codes[start + i] = marks[i];
            start = end - 1;
        }
    }

    private static void ComposeInPlace(List<int> codes)
    {
        (int starter, int written, int lastClass) = (-1, 0, 0);
        foreach (int code in codes.ToArray())
        {
            int own = Table.CombiningClass(code);
            bool adjacent = starter >= 0 && starter == written - 1;
            if (starter >= 0 && (adjacent || (lastClass != 0 && lastClass < own)) && Pair(codes[starter], code) is var pair and not 0)
            {
                codes[starter] = pair;
                continue;
            }

            if (own == 0)
                starter = written;
            lastClass = own;
            codes[written++] = code;
        }

        codes.RemoveRange(written, codes.Count - written);
    }

    private static int Pair(int first, int second)
    {
        (int lead, int vowel, int tail) = (first - LeadJamo, second - VowelJamo, second - TailJamo);
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
            return HangulSyllables + (lead * VowelCount + vowel) * TailCount;
        int syllable = first - HangulSyllables;
        if (syllable is >= 0 and < LeadCount * VowelCount * TailCount && syllable % TailCount == 0 && tail is > 0 and < TailCount)
            return first + tail;
        return Table.Compose(first, second);
    }
}
