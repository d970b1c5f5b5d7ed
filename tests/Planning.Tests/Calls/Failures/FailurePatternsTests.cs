using RagCluster.Planning.Calls.Failures;
using RagCluster.TestKit;

namespace RagCluster.Planning.Tests.Calls.Failures;

public sealed class FailurePatternsTests
{
    private static readonly FailureFingerprint Timeout = new("ingest", "TimeoutException", "Embedders.EmbedAsync");

    private readonly ManualTime _time = new();
    private readonly FailurePatterns _patterns;

    public FailurePatternsTests() => _patterns = new FailurePatterns(_time);

    [Fact]
    public void OneSubjectThatKeepsFailing_IsToBlameItself()
    {
        FailurePattern last = Enumerable.Range(0, 10).Select(_ => _patterns.Record(Timeout, "a", "late")).ToArray()[^1];
        Assert.False(last.IsOutage);
        Assert.True(last.IsRepeating);
        Assert.Equal(10, last.Count);
        Assert.Equal(1, last.StreakSubjects);
    }

    [Fact]
    public void SeveralSubjectsInARow_BlameTheDependency()
    {
        _patterns.Record(Timeout, "a", "late");
        Assert.False(_patterns.Record(Timeout, "b", "late").IsOutage);
        Assert.True(_patterns.Record(Timeout, "c", "late").IsOutage);
    }

    [Fact]
    public void ASuccessInBetween_ClearsTheDependency()
    {
        _patterns.Record(Timeout, "a", "late");
        _patterns.Record(Timeout, "b", "late");
        _patterns.Succeed("chat");
        Assert.True(_patterns.Record(Timeout, "c", "late").IsOutage);
        _patterns.Succeed("ingest");
        FailurePattern after = _patterns.Record(Timeout, "d", "late");
        Assert.False(after.IsOutage);
        Assert.False(after.IsRepeating);
        Assert.Equal(4, after.Count);
    }

    [Fact]
    public void ManyFaultySubjects_AreNotTakenForAnOutageForEver()
    {
        foreach (string subject in (string[])["a", "b", "c"])
            _patterns.Record(Timeout, subject, "late");
        _time.Advance(FailurePatterns.OutageMax);
        Assert.False(_patterns.Record(Timeout, "a", "late").IsOutage);
    }

    [Fact]
    public void DifferentPlaces_AreDifferentPatterns_TheMostFrequentFirst()
    {
        _patterns.Record(Timeout, "a", "late");
        _patterns.Record(Timeout with { Place = "Store.SaveAsync" }, "a", "later");
        _patterns.Record(Timeout with { Place = "Store.SaveAsync" }, "b", "latest");
        IReadOnlyList<FailurePattern> recent = _patterns.Recent();
        Assert.Equal(["Store.SaveAsync", "Embedders.EmbedAsync"], recent.Select(pattern => pattern.Fingerprint.Place));
        Assert.Equal("latest", recent[0].Message);
    }

    [Fact]
    public void WhatHasNotComeForLong_IsForgotten()
    {
        _patterns.Record(Timeout, "a", "late");
        _time.Advance(FailurePatterns.Retention + TimeSpan.FromSeconds(1));
        Assert.Empty(_patterns.Recent());
    }

    [Fact]
    public void ItsSizeIsBounded_AndTheNewestStay()
    {
        for (int i = 0; i < 1_000; i++)
        {
            _patterns.Record(Timeout with { Place = $"Place{i}" }, "a", "late");
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        IReadOnlyList<FailurePattern> recent = _patterns.Recent();
        Assert.Equal(100, recent.Count);
        Assert.Contains(recent, pattern => pattern.Fingerprint.Place == "Place999");
    }

    [Fact]
    public async Task TheFingerprint_NamesTheCauseAndTheMethodOfOurs()
    {
        Exception error = await Assert.ThrowsAsync<InvalidOperationException>(FailAsync);
        FailureFingerprint fingerprint = FailureFingerprint.Of("ingest", new AggregateException(error));
        Assert.Equal(new FailureFingerprint("ingest", "FormatException", "FailurePatternsTests.Parse"), fingerprint);
        Assert.Equal("FormatException in FailurePatternsTests.Parse", fingerprint.ToString());
    }

    [Fact]
    public void WithoutAFrameOfOurs_TheTypeIsAllThatIsKnown()
    {
        Assert.Equal("TimeoutException", FailureFingerprint.Of("chat", new TimeoutException()).ToString());
    }

    private static async Task FailAsync()
    {
        await Task.Yield();
        try
        {
            Parse();
        }
        catch (FormatException error)
        {
            throw new InvalidOperationException("outer", error);
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Parse() => throw new FormatException("inner");
}
