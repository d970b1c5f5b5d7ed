using RagCluster.Lexical.Analysis.Words;

namespace RagCluster.Lexical.Analysis;

/// <summary>The terms of one word: one by the rules of one language, several readings of it by those of several.</summary>
internal static class WordTerms
{
    internal static void Emit(ReadOnlySpan<char> word, TermPlace place, WordRules rules, ITermSink sink)
    {
        Span<char> term = stackalloc char[WordRules.RoomLength];
        int length = rules.Apply(word, term);
        if (length == 0)
            return;
        sink.Add(term[..length], place);
        ReadOnlySpan<WordRules> others = rules.OtherReadings(word[0]);
        if (others.Length > 0)
            EmitOthers(word, place with { Step = 0 }, term[..length], others, sink);
    }

    private static void EmitOthers(
        ReadOnlySpan<char> word,
        TermPlace place,
        ReadOnlySpan<char> first,
        ReadOnlySpan<WordRules> others,
        ITermSink sink
    )
    {
        Span<char> term = stackalloc char[WordRules.RoomLength];
        Span<char> readings = stackalloc char[(others.Length + 1) * WordRules.TermLengthMax];
        Span<int> lengths = stackalloc int[others.Length + 1];
        first.CopyTo(readings);
        lengths[0] = first.Length;
        int count = 1;
        foreach (WordRules rules in others)
        {
            int length = rules.Apply(word, term);
            if (length == 0 || Holds(readings, lengths[..count], term[..length]))
                continue;
            sink.Add(term[..length], place);
            term[..length].CopyTo(readings[(count * WordRules.TermLengthMax)..]);
            lengths[count++] = length;
        }
    }

    private static bool Holds(ReadOnlySpan<char> readings, ReadOnlySpan<int> lengths, ReadOnlySpan<char> term)
    {
        for (int i = 0; i < lengths.Length; i++)
        {
            if (readings.Slice(i * WordRules.TermLengthMax, lengths[i]).SequenceEqual(term))
                return true;
        }

        return false;
    }
}
