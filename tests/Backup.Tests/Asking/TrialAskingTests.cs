using RagCluster.Backup.Asking;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Backup.Tests.Asking;

/// <summary>What a restored server answers is judged by what the store holds, and by what the original answers.</summary>
public sealed class TrialAskingTests
{
    private const string Text = "The lighthouse stands on a rock north of the harbour.";

    private static readonly TrialQuestion Open = Question("open", null);
    private static readonly TrialQuestion Closed = Question("closed", new DocumentAcl(["group:board"], []));
    private static readonly TrialQuestion Public = Question("public", new DocumentAcl([DocumentAcl.Public], []));

    [Fact]
    public async Task WholeServer_HasNoFindings()
    {
        AskingReport report = await AskAsync(new AskedDouble(), new AskedDouble());
        Assert.Empty(report.Findings);
        Assert.Empty(report.LeftOut);
        Assert.Equal((3, 3, 0, 2), (report.Asked, report.Found, report.Outranked, report.AskedAsNobody));
        Assert.Equal((3, 3), (report.Compared, report.Equal));
        Assert.Equal((1, 1), (report.Collections, report.CollectionsAsked));
    }

    [Fact]
    public async Task WithoutAnOriginal_NothingIsCompared()
    {
        AskingReport report = await AskAsync(new AskedDouble(), null);
        Assert.Equal((null, null), (report.Compared, report.Equal));
        Assert.Empty(report.Findings);
    }

    [Fact]
    public Task AnotherText_IsNamed() => OneFaultEachAsync(hit => hit with { Text = hit.Text.ToUpperInvariant() }, "another text");

    [Fact]
    public Task TextFromElsewhere_IsNamed() =>
        OneFaultEachAsync(hit => hit with { End = Text.Length + 1 }, "where the document's text is not");

    [Fact]
    public Task OtherMetadata_AreNamed() =>
        OneFaultEachAsync(
            hit => hit with { Metadata = new Dictionary<string, MetadataValue>(hit.Metadata!) { ["year"] = MetadataValue.Of(2025) } },
            "other metadata"
        );

    [Fact]
    public async Task DocumentThatIsNotThere_IsNamedWithItsCollection()
    {
        AskedDouble server = new() { Change = (hit, _) => hit.Document == "closed" ? null : hit };
        string finding = Assert.Single((await AskAsync(server, null)).Findings);
        Assert.StartsWith("default/papers", finding, StringComparison.Ordinal);
        Assert.Contains("closed", finding, StringComparison.Ordinal);
        Assert.Contains("was not found", finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(1.5, false)]
    public async Task DocumentAfterTenOthers_IsRightWhereTheyAreNoWorse(double score, bool isRight)
    {
        AskingReport report = await AskAsync(new AskedDouble { Before = (10, score) }, null);
        Assert.Equal(isRight, report.Findings.Count == 0);
        Assert.Equal((0, isRight ? 3 : 0), (report.Found, report.Outranked));
    }

    [Fact]
    public async Task HiddenDocumentThatIsShown_IsNamed()
    {
        string finding = Assert.Single((await AskAsync(new AskedDouble { KeepsReaders = false }, null)).Findings);
        Assert.Contains("closed", finding, StringComparison.Ordinal);
        Assert.Contains("list of readers", finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatIsNotReadyYet_IsWaitedFor() =>
        Assert.Empty((await AskAsync(new AskedDouble { NotYet = 2 }, null)).Findings);

    [Fact]
    public async Task ServerThatDoesNotGetReady_IsTheFinding()
    {
        TrialAsking asking = new(new AskedDouble { NotYet = int.MaxValue }, new AskedDouble(), TimeProvider.System);
        AskingReport report = await asking.RunAsync(Drawn(Open, Closed), TimeProvider.System.GetTimestamp(), TimeSpan.Zero, default);
        Assert.Contains("did not answer in time", Assert.Single(report.Findings), StringComparison.Ordinal);
        Assert.Equal(0, report.Found);
    }

    [Fact]
    public async Task ServerWithAFault_IsNotWaitedFor()
    {
        AskedDouble server = new() { Change = (_, _) => throw new RagException(ErrorKind.Conflict, "server-fault", "It is broken.") };
        Assert.EndsWith("did not answer: It is broken.", Assert.Single((await AskAsync(server, null)).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_HoldNoText()
    {
        AskingReport report = await AskAsync(new AskedDouble { Change = (hit, _) => hit with { Text = "x" } }, null);
        Assert.All(report.Findings, finding => Assert.DoesNotContain("lighthouse", finding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AskedLegs.Words)]
    [InlineData(AskedLegs.Vectors)]
    public async Task LastBitOfAScore_IsADifference(AskedLegs legs)
    {
        AskedDouble original = new() { Change = (hit, way) => way.Legs == legs ? hit with { Score = Math.BitIncrement(hit.Score) } : hit };
        AskingReport report = await AskAsync(new AskedDouble(), original);
        Assert.Equal((3, 0), (report.Compared, report.Equal));
        Assert.Equal(3, report.Findings.Count(finding => finding.Contains("scores that differ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OtherPassagesOfTheOriginal_AreADifference()
    {
        AskedDouble original = new() { Change = (hit, _) => hit.Document == "after" ? hit with { Chunk = "else-1-0" } : hit };
        AskingReport report = await AskAsync(new AskedDouble(), original);
        Assert.All(report.Findings, finding => Assert.Contains("passage 2 is else-1-0", finding, StringComparison.Ordinal));
        Assert.Equal(3, report.Findings.Count);
    }

    [Fact]
    public async Task ChangedCollection_IsLeftOut_WhateverItAnswers()
    {
        AskedDouble original = new() { LogEnd = 8, Change = (_, _) => null };
        AskingReport report = await AskAsync(new AskedDouble(), original);
        Assert.Empty(report.Findings);
        Assert.Contains("has changed since the backup", Assert.Single(report.LeftOut), StringComparison.Ordinal);
        Assert.Equal(0, report.Compared);
    }

    [Fact]
    public async Task CollectionThatChangesMeanwhile_IsLeftOut()
    {
        AskedDouble original = new() { WrittenBySearch = 1, Change = (_, _) => null };
        AskingReport report = await AskAsync(new AskedDouble(), original);
        Assert.Empty(report.Findings);
        Assert.Single(report.LeftOut);
    }

    [Fact]
    public async Task CollectionThatTheRestoredServerGoesOnWith_IsLeftOut()
    {
        AskedDouble restored = new() { WrittenBySearch = 1 };
        AskingReport report = await AskAsync(restored, new AskedDouble { Change = (_, _) => null });
        Assert.Empty(report.Findings);
        Assert.Contains("waited for indexing", Assert.Single(report.LeftOut), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CollectionThatTheOriginalLacks_IsLeftOut() =>
        Assert.Contains(
            "the original has none",
            Assert.Single((await AskAsync(new AskedDouble(), new AskedDouble { LogEnd = null })).LeftOut),
            StringComparison.Ordinal
        );

    private static async Task OneFaultEachAsync(Func<AskedHit, AskedHit> change, string words)
    {
        AskingReport report = await AskAsync(new AskedDouble { Change = (hit, _) => change(hit) }, null);
        Assert.Equal(3, report.Findings.Count);
        Assert.All(report.Findings, finding => Assert.Contains(words, finding, StringComparison.Ordinal));
    }

    private static Task<AskingReport> AskAsync(AskedDouble restored, AskedDouble? original) =>
        new TrialAsking(restored, original, TimeProvider.System).RunAsync(
            Drawn(Open, Closed, Public),
            TimeProvider.System.GetTimestamp(),
            TimeSpan.FromMinutes(1),
            default
        );

    private static DrawnQuestions Drawn(params TrialQuestion[] questions) =>
        new(questions, 1, new Dictionary<CollectionId, AskedState> { [SampleStore.Papers] = AskedDouble.BackedUp });

    private static TrialQuestion Question(string id, DocumentAcl? acl)
    {
        Dictionary<string, MetadataValue> metadata = new() { ["year"] = MetadataValue.Of(2026) };
        Document document = new()
        {
            Collection = SampleStore.Papers,
            Id = new DocumentId(id),
            ContentHash = "",
            Metadata = DocumentAcl.Put(metadata, acl),
        };
        return new TrialQuestion(SampleStore.Papers, document, Text, 0, Text[..20]);
    }
}
