using System.Globalization;

namespace RagCluster.Benchmarks;

/// <summary>
/// Documents and questions made from a seed: the same ones on every machine. Words follow Zipf's law, as those of a language do.
/// </summary>
/// <param name="seed">The seed.</param>
internal sealed class Corpus(int seed)
{
    private const int VocabularySize = 8_000;
    private const int WordsPerSentence = 12;
    private const int SentencesPerDocument = 40;
    private const int WordsPerQuestion = 5;
    private static readonly string[] Syllables =
    [
        "ba",
        "ce",
        "di",
        "fo",
        "gu",
        "ha",
        "je",
        "ki",
        "lo",
        "mu",
        "na",
        "pe",
        "ri",
        "so",
        "tu",
        "va",
        "we",
        "xi",
        "yo",
        "zu",
    ];
    private readonly Random _random = new(seed);

    /// <summary>Documents with ids 0 to <paramref name="count"/>, about 3,000 characters each.</summary>
    internal IReadOnlyList<object> Documents(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new
                {
                    id = i.ToString(CultureInfo.InvariantCulture),
                    title = Sentence(WordsPerQuestion),
                    text = Text(),
                }),
        ];

    /// <summary>The next text, about 3,000 characters.</summary>
    internal string Text() => string.Join(". ", Enumerable.Range(0, SentencesPerDocument).Select(_ => Sentence(WordsPerSentence)));

    /// <summary>The next question; hardly one comes twice.</summary>
    internal string Question() => Sentence(WordsPerQuestion);

    private string Sentence(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word()));

    // The inverse of a 1/rank distribution: rank = size^u for u uniform in 0 to 1.
    private string Word()
    {
        int rank = (int)Math.Pow(VocabularySize, _random.NextDouble());
        string word = "";
        for (int rest = rank; rest > 0; rest /= Syllables.Length)
        {
            word += Syllables[rest % Syllables.Length];
        }

        return word;
    }
}
