using System.Globalization;
using System.Text;

namespace RagCluster.Retrieval.Bm25;

/// <summary>
/// Generated passages. Each joins two to five sentences, drawn evenly from the real ones, and replaces every eighth word by one of a
/// vocabulary of 400,000 made-up words whose ranks follow Zipf's law: words stand together as in real text, and the dictionary has the long
/// tail that a corpus of this size has and a few thousand abstracts lack.
/// </summary>
internal sealed class PassageSet(string[] sentences, int seed)
{
    private const int SentencesMin = 2;
    private const int SentencesMax = 5;
    private const int ReplacedOneIn = 8;
    private const int MadeUpWords = 400_000;

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    /// <summary>The next passage.</summary>
    internal string Next()
    {
        _text.Clear();
        int count = _random.Next(SentencesMin, SentencesMax + 1);
        for (int i = 0; i < count; i++)
        {
            string sentence = sentences[_random.Next(sentences.Length)];
            foreach (Range word in sentence.AsSpan().Split(' '))
            {
                if (_random.Next(ReplacedOneIn) == 0)
                    _text.Append(CultureInfo.InvariantCulture, $"zw{(int)Math.Pow(MadeUpWords, _random.NextDouble())}");
                else
                    _text.Append(sentence.AsSpan(word));
                _text.Append(' ');
            }

            _text.Append(". ");
        }

        return _text.ToString();
    }
}
