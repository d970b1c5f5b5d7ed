using RagCluster.Corpus.Documents;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Planning;
using RagCluster.Grains.Planning.Evidence;
using RagCluster.Grains.Planning.Learning;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Planning;

public sealed class PlanLedgerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CollectionVersion Version = new(1, 0, "m@1", [1]);
    private static readonly string[] Plans = ["lexical", "dense", "hybrid", "lexical+rerank", "hybrid+rerank"];

    [Fact]
    public void RecordedChoice_IsMadeAgain_AlsoWhereADrawDecided()
    {
        Random random = new(3);
        PlannerOptions options = new() { Kappa = 1, LatencyPrice = 1 };
        PlanLedger ledger = new();
        HashSet<string> chosen = [];
        for (int i = 0; i < 200; i++)
        {
            DateTimeOffset now = Start.AddSeconds(i);
            ledger.Add(Any(random, now), now);
            PlanChoice choice = ledger.Choose(
                new PlanConstraints(i % 2 == 0 ? "a" : "b", null, ["cached", "multi-query+hybrid+rerank"]),
                options,
                (ulong)random.NextInt64(),
                now
            );
            Assert.Equal(choice.Plan, PlanLedger.ChooseAgain(choice));
            chosen.Add(choice.Plan);
        }

        Assert.True(chosen.Count > 1, "One plan was always the best, so that no draw decided.");
    }

    [Fact]
    public void StoredLedger_KnowsTheSame()
    {
        Random random = new(4);
        PlanLedger ledger = new();
        for (int i = 0; i < 20; i++)
            ledger.Add(Any(random, Start.AddSeconds(i)) with { Version = Version with { Positions = [i] } }, Start.AddSeconds(i));
        ledger.NoteVersions(new Dictionary<DocumentId, long> { [new DocumentId("d1")] = 1 }, Start.AddSeconds(30));
        PlanLedger kept = new(ledger.Keep());
        PlannerOptions options = new();
        PlanStatus first = ledger.Status("keyword", options, Start.AddSeconds(40));
        PlanStatus second = kept.Status("keyword", options, Start.AddSeconds(40));
        Assert.Equal((first.QueryCount, first.Epoch, first.Entropy), (second.QueryCount, second.Epoch, second.Entropy));
        Assert.Equal(first.Plans, second.Plans);
        Assert.Equal(first.Stages, second.Stages);
        Assert.Equal(first.Events, second.Events);
        Assert.Equal(1, first.Epoch);
        Assert.Equal(ledger.Cited, kept.Cited);
    }

    [Fact]
    public void NewVersionThatIsCitedBeforeAnybodyLooked_CountsAsChanged()
    {
        PlanLedger ledger = new();
        ledger.Add(Cites(Version, 1), Start);
        ledger.Add(Cites(Version with { Positions = [2] }, 2), Start);
        Assert.True(ledger.HasMoved);
        Assert.Equal(1, ledger.NoteVersions(new Dictionary<DocumentId, long> { [new DocumentId("d")] = 2 }, Start));
        Assert.False(ledger.HasMoved);
    }

    [Fact]
    public void APlannerWithoutGain_IsSuspendedAfterADay_AlsoOverARestart_AndTriesAgainWithAnotherModel()
    {
        TimeSpan day = TimeSpan.FromHours(24);
        ManualTime time = new();
        PlanLedger ledger = new();
        Assert.Equal((false, false), ledger.ReviewGain(day, time.GetUtcNow()));
        UtilitySums alike = new(1000, 700, 700);
        ledger.Add(
            new PlanReport(Version, new PlanEvidence(0, [], []))
            {
                QueryCount = 2000,
                Planned = alike,
                Control = alike,
            },
            time.GetUtcNow()
        );
        Assert.Equal((true, false), ledger.ReviewGain(day, time.GetUtcNow()));
        Assert.Equal(PlanArm.Control, ledger.Arm(0.04, 0.05));
        Assert.Equal(PlanArm.Planned, ledger.Arm(0.06, 0.05));

        time.Advance(day / 2);
        ledger = new PlanLedger(ledger.Keep());
        Assert.Equal((false, false), ledger.ReviewGain(day, time.GetUtcNow()));
        time.Advance(day / 2);
        Assert.Equal((true, true), ledger.ReviewGain(day, time.GetUtcNow()));
        ledger = new PlanLedger(ledger.Keep());
        Assert.Equal(PlanArm.Suspended, ledger.Arm(0.5, 0.05));
        Assert.Equal(time.GetUtcNow(), ledger.Status("keyword", new PlannerOptions(), time.GetUtcNow()).Trial!.SuspendedAt);

        ledger.Add(new PlanReport(Version with { FirstShard = 4, Model = "m@2" }, new PlanEvidence(0, [], [])), time.GetUtcNow());
        Assert.Equal(PlanArm.Planned, ledger.Arm(0.5, 0.05));
    }

    [Fact]
    public void GoldenQueries_AreDueAfterAnEvent_AndCountWithTheirWeight()
    {
        PlanLedger ledger = new();
        ledger.Add(Cites(Version, 1), Start);
        Assert.False(ledger.IsGoldenDue(TimeSpan.Zero, Start));
        ledger.Add(Cites(Version with { Positions = [2] }, 2), Start);
        ledger.NoteVersions(new Dictionary<DocumentId, long> { [new DocumentId("d")] = 2 }, Start);
        Assert.True(ledger.IsGoldenDue(TimeSpan.Zero, Start));
        Assert.Equal(0.15, ledger.Status("keyword", new PlannerOptions(), Start).Golden!.Left, 9);

        ledger.GoldenBegins(Start);
        Assert.False(ledger.IsGoldenDue(TimeSpan.Zero, Start));
        double before = Counts(ledger);
        ledger.AddGolden([new PlanVerdict("hybrid", 1), new PlanVerdict("lexical", 0)], ledger.Epoch);
        Assert.Equal(1.4, Counts(ledger) - before, 9);
        // One that was run before the event counts as much less as what else was known then.
        ledger.AddGolden([new PlanVerdict("hybrid", 1)], ledger.Epoch - 1);
        Assert.Equal(1.4 + (0.15 * 0.7), Counts(ledger) - before, 9);
        Assert.Equal(new GoldenStatus(1, Start, 2), new PlanLedger(ledger.Keep()).Status("keyword", new PlannerOptions(), Start).Golden);
    }

    [Fact]
    public void NamesOfAnotherBuild_AreLeftOut()
    {
        PlanLedger ledger = new();
        PlanStatus before = ledger.Status("keyword", new PlannerOptions(), Start);
        PlanEvidence strange = new(
            7,
            [new PlanQuality("telepathy", 100, 0)],
            [new StageLatency("trance", "a", Start, new WeightedSeconds(1, 1), new WeightedSeconds(1, 1))]
        );
        ledger.Add(new PlanReport(Version, strange), Start);
        Assert.Equal(before.Plans, ledger.Status("keyword", new PlannerOptions(), Start).Plans);
    }

    private static double Counts(PlanLedger ledger) =>
        ledger.Status("keyword", new PlannerOptions(), Start).Plans.Sum(plan => plan.Successes + plan.Failures);

    private static PlanReport Cites(CollectionVersion version, long generation) =>
        new(version, new PlanEvidence(0, [], [])) { Citations = [new CitedDocument(new DocumentId("d"), generation)] };

    private static PlanReport Any(Random random, DateTimeOffset at)
    {
        double seconds = random.NextDouble() / 10;
        WeightedSeconds sample = new(1, seconds);
        return new PlanReport(
            Version,
            new PlanEvidence(
                0,
                [new PlanQuality(Plans[random.Next(Plans.Length)], random.NextDouble(), random.NextDouble())],
                [new StageLatency("dense", "a", at, sample, sample), new StageLatency("dense", "", at, sample, sample)]
            )
        )
        {
            QueryCount = 1,
            LabelCount = 1,
            Citations = [new CitedDocument(new DocumentId($"d{random.Next(4)}"), 1)],
        };
    }
}
