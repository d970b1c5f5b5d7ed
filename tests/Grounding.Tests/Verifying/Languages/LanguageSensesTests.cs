using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Languages;

namespace RagCluster.Grounding.Tests.Verifying.Languages;

public sealed class LanguageSensesTests
{
    private const string German = "Die Maschine ist mit Zitronensäure zu entkalken. Verwenden Sie keinen Essig.";

    [Theory]
    [InlineData("Verwenden Sie keinen Essig.", German, true)]
    [InlineData("Don't use vinegar to descale the machine.", German, false)]
    [InlineData("Verwenden Sie keinen Essig.", "Do not use vinegar to descale the machine.", false)]
    [InlineData("Do not use vinegar.", "Do not use vinegar to descale the machine.", false)]
    [InlineData("不要使用 Acme Cleaner。", "不要使用 Acme Cleaner 除垢。", true)]
    public void Of_SentenceAndPassageOfOneLanguage_IsThatLanguage(string sentence, string passage, bool isOne) =>
        Assert.Equal(isOne, LanguageSenses.Of(sentence, passage, Tokens.Read(passage)) is not null);

    [Theory]
    [InlineData("Das ist nicht nur schnell.", new string[0])]
    [InlineData("Die Form muss nicht schriftlich sein.", new[] { "May" })]
    [InlineData("Die Form muss auch dann nicht schriftlich sein.", new[] { "May" })]
    [InlineData("Der Becher fasst ½ Liter.", new string[0])]
    public void Read_LongestPhrase_Decides(string text, string[] expected)
    {
        LanguageSenses senses = LanguageSenses.Of(text, German, Tokens.Read(German))!;

        IEnumerable<string> read = senses.Read(text, Tokens.Read(text)).Where(m => !m.IsOpposite).Select(m => $"{m.Sense}");

        Assert.Equal(expected, read);
    }

    [Theory]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("es")]
    [InlineData("it")]
    [InlineData("pt")]
    [InlineData("nl")]
    [InlineData("ru")]
    [InlineData("zh")]
    [InlineData("ja")]
    [InlineData("ar")]
    public void Data_HasEachListOfEachLanguage(string code)
    {
        string[][] lines = [.. Lines().Where(cells => cells[0] == code)];

        Assert.All(
            new[] { "deny", "forbid", "must", "may", "all", "some", "only", "plain" },
            list => Assert.Contains(lines, cells => cells[1] == list)
        );
        Assert.True(lines.Count(cells => cells[1] is "opposite" or "governing") >= 45);
        Assert.All(
            lines.Where(cells => cells[1] is "opposite" or "governing"),
            cells =>
            {
                string[] sides = cells[2].Split(" : ");
                Assert.Equal(2, sides.Length);
                Assert.Empty(sides[0].Split(", ").Intersect(sides[1].Split(", ")));
            }
        );
    }

    private static IEnumerable<string[]> Lines()
    {
        using Stream stream = typeof(LanguageSenses).Assembly.GetManifestResourceStream("RagCluster.Grounding.languages.txt")!;
        using StreamReader reader = new(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', 3))];
    }
}
