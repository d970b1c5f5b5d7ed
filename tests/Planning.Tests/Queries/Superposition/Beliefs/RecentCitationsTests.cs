using RagCluster.Planning.Queries.Superposition.Beliefs;

namespace RagCluster.Planning.Tests.Queries.Superposition.Beliefs;

public sealed class RecentCitationsTests
{
    [Fact]
    public void ChangedAndGoneDocuments_AreAShareAndThenForgotten()
    {
        RecentCitations citations = new();
        foreach (string document in (string[])["a", "b", "c", "d"])
            citations.Add(document, 1);
        citations.Add("b", 2);
        Dictionary<string, long> present = new()
        {
            ["a"] = 1,
            ["b"] = 2,
            ["c"] = 2,
        };
        Assert.Equal(0.75, citations.TakeChanged(id => present.TryGetValue(id, out long generation) ? generation : null));
        Assert.Equal(["a"], citations.Documents.Select(pair => pair.Key));
        Assert.Equal(0, citations.TakeChanged(id => present[id]));
        citations.Add("b", 2);
        Assert.Equal(0, citations.TakeChanged(id => present[id]));
    }

    [Fact]
    public void OldestDocument_LeavesWhenThereIsNoRoom()
    {
        RecentCitations citations = new();
        for (int i = 0; i <= RecentCitations.Max; i++)
            citations.Add($"d{i}", 1);
        Assert.Equal(RecentCitations.Max, citations.Documents.Count);
        Assert.Equal("d1", citations.Documents[0].Key);
    }

    [Fact]
    public void NothingCited_IsNoChange() => Assert.Equal(0, new RecentCitations().TakeChanged(_ => null));
}
