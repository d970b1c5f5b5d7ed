using RagCluster.Planning.Queries.Superposition;

namespace RagCluster.Planning.Tests.Queries.Superposition;

public sealed class QueryClassifierTests
{
    [Theory]
    [InlineData("", QueryClass.Keyword)]
    [InlineData("document store", QueryClass.Keyword)]
    [InlineData("what", QueryClass.Keyword)]
    [InlineData("How do I configure sharding", QueryClass.Question)]
    [InlineData("backup retention?", QueryClass.Question)]
    [InlineData("バックアップ？", QueryClass.OtherScript)]
    [InlineData("как настроить", QueryClass.OtherScript)]
    [InlineData("Größenänderung höherer Schwellen", QueryClass.Keyword)]
    [InlineData("Who wrote the first program?", QueryClass.FactQuestion)]
    [InlineData("when was the treaty signed", QueryClass.FactQuestion)]
    [InlineData("How many silos may fail", QueryClass.FactQuestion)]
    [InlineData("Does aspirin reduce fever?", QueryClass.PolarQuestion)]
    [InlineData("What reduces fever?", QueryClass.Question)]
    [InlineData("1 in 5 million in UK have abnormal PrP positivity.", QueryClass.Statement)]
    [InlineData("IL-6 raises the risk of heart disease in older people", QueryClass.Statement)]
    [InlineData("AddGrainStorage", QueryClass.Identifier)]
    [InlineData("foo_bar", QueryClass.Identifier)]
    [InlineData("v1.2.3", QueryClass.Identifier)]
    [InlineData("ERR-42", QueryClass.Identifier)]
    [InlineData("error CS1591", QueryClass.Identifier)]
    [InlineData("System.Text.Json", QueryClass.Identifier)]
    [InlineData("\"exact words in a row of five\"", QueryClass.Quoted)]
    [InlineData("well-known answer.", QueryClass.Keyword)]
    public void Query_HasThisClass(string query, QueryClass expected) => Assert.Equal(expected, QueryClassifier.Classify(query));

    [Fact]
    public void TwoDozenWordsAndMore_AreLongText() =>
        Assert.Equal(QueryClass.LongText, QueryClassifier.Classify(string.Join(' ', Enumerable.Repeat("word", 25)) + "?"));

    [Fact]
    public void RandomQueries_AlwaysHaveADefinedClass()
    {
        Random random = new(29);
        for (int round = 0; round < 5000; round++)
        {
            string query = new([.. Enumerable.Range(0, random.Next(30)).Select(_ => (char)random.Next(0x20, 0x7f))]);
            Assert.True(Enum.IsDefined(QueryClassifier.Classify(query)));
        }
    }
}
