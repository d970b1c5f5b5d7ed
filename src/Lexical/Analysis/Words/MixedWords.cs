namespace RagCluster.Lexical.Analysis.Words;

/// <summary>
/// Words of several languages: each as it stands without accents, and as further readings of it its stems in the languages that it may be
/// of. The word as it stands lets a question find what was taken for another language than its own.
/// </summary>
/// <param name="latin">The rules of the languages that words in Latin letters may be of; those of other scripts are of one language.</param>
internal sealed class MixedWords(WordRules[] latin) : WordRules
{
    private const char LatinEnd = '\u0250';
    private const char CyrillicStart = '\u0400';
    private const char CyrillicEnd = '\u0530';

    private static readonly WordRules[] Cyrillic = [LanguageRules.Of("ru")];
    private static readonly WordRules[] Arabic = [LanguageRules.Of("ar")];

    internal override bool FoldsKana => true;

    internal override int Apply(ReadOnlySpan<char> word, Span<char> term) => PlainWords.Fold(word, term);

    internal override void Emit(ReadOnlySpan<char> word, TermPlace place, ITermSink sink)
    {
        WordRules[] rules = RulesOf(word[0]);
        Span<char> readings = stackalloc char[(rules.Length + 1) * TermLengthMax];
        Span<int> lengths = stackalloc int[rules.Length + 1];
        Span<char> term = stackalloc char[RoomLength];
        int count = 0;
        TermPlace next = place;
        for (int i = -1; i < rules.Length; i++)
        {
            int length = i < 0 ? Apply(word, term) : rules[i].Apply(word, term);
            if (length == 0 || Holds(readings, lengths[..count], term[..length]))
                continue;
            sink.Add(term[..length], next);
            term[..length].CopyTo(readings[(count * TermLengthMax)..]);
            lengths[count++] = length;
            next = place with { Step = 0 };
        }
    }

    private static bool Holds(ReadOnlySpan<char> readings, ReadOnlySpan<int> lengths, ReadOnlySpan<char> term)
    {
        for (int i = 0; i < lengths.Length; i++)
        {
            if (readings.Slice(i * TermLengthMax, lengths[i]).SequenceEqual(term))
                return true;
        }

        return false;
    }

    private WordRules[] RulesOf(char first) =>
        first switch
        {
            < LatinEnd => char.IsLetter(first) ? latin : [],
            >= CyrillicStart and < CyrillicEnd => Cyrillic,
            _ => ArabicStemmer.IsArabic(first) ? Arabic : [],
        };
}
