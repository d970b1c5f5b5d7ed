using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Planning.Catalog;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Planning;

/// <summary>The control group of the planner on the way of a query.</summary>
public sealed class LiveControlTests(ControlledSilos cluster) : IClassFixture<ControlledSilos>
{
    private const string QuestionClass = "fact_question";

    [Fact]
    public async Task AShareOfTheQuestions_RunsTheFixedPlan_AndBothAreCompared()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        await cluster.UploadAsync(collection, ("norderney.txt", "The lighthouse of Norderney is 54 metres tall."));
        IQueryGrain query = cluster.Grains.GetGrain<IQueryGrain>(collection.ToString());
        ITaskPlanGrain plans = cluster.Grains.GetGrain<ITaskPlanGrain>($"{collection}/{QuestionClass}");
        HashSet<PlanSource> seen = [];
        using CancellationTokenSource patience = new(TestPatience.Max);
        PlanTrial trial;
        do
        {
            AskResponse asked = await query.AskAsync(Request(collection), patience.Token);
            PlanExplanation explanation = asked.Call.Explanation!;
            seen.Add(explanation.Source);
            if (explanation.Source == PlanSource.Control)
                Assert.Equal((PlanArm.Control, "hybrid"), (explanation.Choice!.Arm, explanation.Plan));
            trial = (await plans.GetAsync(patience.Token)).Trial!;
        } while (trial.PlannedCount < 3 || trial.ControlCount < 3);
        Assert.Equal([PlanSource.Planner, PlanSource.Control], seen.Order());
        // Nobody can tell by a handful, and no day has passed.
        Assert.Equal((null, null), (trial.Gain, trial.SuspendedAt));
    }

    private static SearchRequest Request(CollectionId collection) =>
        new SearchRequest { Collection = collection, Query = "How tall is the lighthouse of Norderney?" }.With(
            (nameof(RetrievalOptions.TimeoutMs), 60_000),
            (nameof(CallOptions.Explain), true)
        );

    [Fact]
    public async Task TheComparison_BeginsAnewByCommand()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        ITaskPlanGrain plans = cluster.Grains.GetGrain<ITaskPlanGrain>($"{collection}/{QuestionClass}");
        UtilitySums alike = new(1000, 700, 700);
        await plans.ReportAsync(
            new PlanReport(new CollectionVersion(5, 0, "m@1", [1]), new PlanEvidence(0, [], []))
            {
                QueryCount = 2000,
                Planned = alike,
                Control = alike,
            },
            CancellationToken.None
        );
        PlanTrial trial = (await plans.GetAsync(CancellationToken.None)).Trial!;
        Assert.Equal((1000, 1000), (trial.PlannedCount, trial.ControlCount));
        Assert.InRange(0, trial.Lower!.Value, trial.Upper!.Value);

        PlanStatus resumed = await cluster
            .Grains.GetGrain<IPlanCatalogGrain>(collection.ToString())
            .ResumeAsync(QuestionClass, CancellationToken.None);
        Assert.Equal((0, 0), (resumed.Trial!.PlannedCount, resumed.Trial.ControlCount));
        Corpus.Errors.RagException unknown = await Assert.ThrowsAsync<Corpus.Errors.RagException>(() =>
            cluster.Grains.GetGrain<IPlanCatalogGrain>(collection.ToString()).ResumeAsync("riddle", CancellationToken.None)
        );
        Assert.Equal(Corpus.Errors.ErrorKind.NotFound, unknown.Kind);
    }
}
