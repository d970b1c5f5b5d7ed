using System.Text.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Tests.Shards;

/// <summary>A collection keeps the rules that it was indexed by.</summary>
public sealed class CollectionTextTests
{
    [Theory]
    [InlineData("multi", "multi", "mixed")]
    [InlineData("MULTI", "multi", "mixed")]
    [InlineData("plain", "multi", "plain")]
    [InlineData("German", "de", "german")]
    public void NewCollection_IsGivenTheNewestRulesOfItsLanguage_ByName(string sent, string language, string analyzer)
    {
        CollectionSettings complete = CollectionText.Complete(new CollectionSettings { Language = sent });
        Assert.Equal((language, analyzer), (complete.Language, complete.Analyzer));
        Assert.Equal(analyzer, CollectionText.Analyzer(complete).Name);
        Assert.Equal(analyzer, CollectionText.Analyzer(complete with { StopWords = false }).Name);
    }

    [Theory]
    [InlineData("multi", "plain")]
    [InlineData("de", "german")]
    public void SettingsOfAnEarlierVersion_KeepTheRulesOfThen(string language, string analyzer)
    {
        CollectionSettings stored = JsonSerializer.Deserialize<CollectionSettings>(
            $$"""{ "Language": "{{language}}", "ShardCount": 2 }"""
        )!;
        Assert.Equal(analyzer, CollectionText.Analyzer(stored).Name);
    }
}
