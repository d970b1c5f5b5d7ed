using RagCluster.Lexical.Analysis.Snowball;
using RagCluster.Lexical.Analysis.Words;

namespace RagCluster.Lexical.Tests.Analysis.Snowball;

public sealed class SnowballStemmerTests
{
    private static readonly Dictionary<string, StemWord> Stemmers = new()
    {
        ["german"] = GermanStemmer.Stem,
        ["french"] = FrenchStemmer.Stem,
        ["spanish"] = SpanishStemmer.Stem,
        ["italian"] = ItalianStemmer.Stem,
        ["portuguese"] = PortugueseStemmer.Stem,
        ["russian"] = RussianStemmer.Stem,
        ["dutch"] = DutchStemmer.Stem,
    };

    [Theory]
    [InlineData("german")]
    [InlineData("french")]
    [InlineData("spanish")]
    [InlineData("italian")]
    [InlineData("portuguese")]
    [InlineData("russian")]
    [InlineData("dutch")]
    public void ReferencePairs_HaveTheirStems(string language)
    {
        using Stream stream = typeof(SnowballStemmerTests).Assembly.GetManifestResourceStream("stems.tsv")!;
        using StreamReader reader = new(stream);
        string[][] pairs = [.. reader.ReadToEnd().Split('\n').Select(line => line.Split('\t')).Where(fields => fields[0] == language)];
        Assert.Equal(260, pairs.Length);
        Assert.Empty(
            pairs.Where(pair => Stem(language, pair[1]) != pair[2]).Select(pair => $"{pair[1]}: {Stem(language, pair[1])}, not {pair[2]}")
        );
    }

    [Fact]
    public void RandomLetters_StayWithinTheirRoom()
    {
        Random random = new(12);
        const string letters = "aeiouyäöüàéèêëïîçãõñqusntlrdgciemhv'абвеиошщьюянстйё";
        foreach (string language in Stemmers.Keys)
        {
            for (int round = 0; round < 3000; round++)
            {
                string word = new([.. Enumerable.Range(0, random.Next(0, 64)).Select(_ => letters[random.Next(letters.Length)])]);
                Assert.InRange(Stem(language, word).Length, 0, 2 * 64);
            }
        }
    }

    private static string Stem(string language, string word)
    {
        char[] room = new char[WordRules.RoomLength];
        word.CopyTo(room);
        return new string(room, 0, Stemmers[language](room, word.Length));
    }
}
