using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Tests.Experiments;

/// <summary>What an experiment keeps.</summary>
public sealed class ExperimentGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    [Fact]
    public async Task Evidence_OutlivesTheActivation()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        ExperimentState begun = await Catalog.CreateAsync(Definition(collection), CancellationToken.None);
        IExperimentGrain grain = Grain(begun);
        UnitOutcome[] outcomes = [.. Enumerable.Range(0, 500).Select(i => new UnitOutcome((ulong)i << 54, OutcomeKind.Feedback, i % 2))];
        Assert.True(await grain.RecordAsync(outcomes, CancellationToken.None));
        ExperimentState before = (await grain.FindAsync(CancellationToken.None))!;
        await cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.FromTicks(1));
        ExperimentState after = (await grain.FindAsync(CancellationToken.None))!;
        Assert.Equal(500, after.Arms.Sum(arm => arm.Outcomes[(int)OutcomeKind.Feedback].Units));
        Assert.Equal((before.Salt, before.CreatedAt), (after.Salt, after.CreatedAt));
        Assert.Equal(3, after.Definition.Arms[1].Overrides.Options.Names.Length);
        Assert.Equal(before.Definition.Arms[1].Overrides.Options.Changes(), after.Definition.Arms[1].Overrides.Options.Changes());
        Assert.Equal(before.Arms.SelectMany(arm => arm.Outcomes), after.Arms.SelectMany(arm => arm.Outcomes));
        // A unit that was counted is not counted again.
        await grain.RecordAsync(outcomes, CancellationToken.None);
        Assert.Equal(500, (await grain.FindAsync(CancellationToken.None))!.Arms.Sum(arm => arm.Outcomes[(int)OutcomeKind.Feedback].Units));
    }

    [Fact]
    public async Task AStoppedArm_StaysStopped_AndAStoppedExperimentCountsNothing()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        ExperimentState begun = await Catalog.CreateAsync(Definition(collection), CancellationToken.None);
        IExperimentGrain grain = Grain(begun);
        // Units in the upper half of the numbers have the second arm.
        UnitOutcome[] outcomes =
        [
            .. Enumerable.Range(0, 1000).Select(i => new UnitOutcome((ulong)i << 54, OutcomeKind.Feedback, i < 512 ? 1 : 0)),
        ];
        await grain.RecordAsync(outcomes, CancellationToken.None);
        await cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.FromTicks(1));
        ExperimentState over = (await grain.FindAsync(CancellationToken.None))!;
        Assert.NotNull(over.Arms[1].StoppedAt);
        Assert.NotNull(over.StoppedAt);
        Assert.False(await grain.RecordAsync([new UnitOutcome(1, OutcomeKind.Feedback, 1)], CancellationToken.None));
        Assert.Equal(over.StopReason, (await grain.StopAsync("later", CancellationToken.None)).StopReason);
    }

    private IExperimentCatalogGrain Catalog => cluster.Grains.GetGrain<IExperimentCatalogGrain>(CollectionId.DefaultTenant);

    private IExperimentGrain Grain(ExperimentState state) =>
        cluster.Grains.GetGrain<IExperimentGrain>($"{CollectionId.DefaultTenant}/{state.Definition.Name}");

    private static ExperimentDefinition Definition(CollectionId collection) =>
        new()
        {
            Name = $"e{Guid.NewGuid():N}",
            Collection = collection,
            Arms =
            [
                new("control", 0.5, new QueryOverrides(SearchOptionsPatch.Of([]))),
                new(
                    "treatment",
                    0.5,
                    new QueryOverrides(
                        SearchOptionsPatch.Of([
                            (SearchOptionList.Find(nameof(RetrievalOptions.Mode)), SearchMode.Bm25),
                            (SearchOptionList.Find(nameof(RankingOptions.DenseWeight)), 0.5),
                            (SearchOptionList.Find(nameof(RetrievalOptions.TimeoutMs)), 2_000),
                        ])
                    )
                ),
            ],
            Primary = OutcomeKind.Feedback,
            Guardrails = [new GuardrailDefinition(OutcomeKind.Feedback, 0)],
        };
}
