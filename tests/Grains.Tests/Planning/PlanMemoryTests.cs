using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Planning;
using RagCluster.Grains.Planning.Learning;
using RagCluster.Grains.State;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Planning;

/// <summary>What is known of a class's plans, which of it is still to be stored, and what is left out.</summary>
public sealed class PlanMemoryTests
{
    private static readonly CollectionVersion Version = new(5, 0, "m@1", [1]);

    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private readonly ManualTime _time = new();

    [Fact]
    public void WhatIsAdded_IsToBeStored_AndComesBack()
    {
        PlanMemory memory = Memory();
        Assert.False(memory.HasNewEvidence || memory.HasNewRecords);
        memory.Add(Report(Version));
        Assert.Equal((true, false), (memory.HasNewEvidence, memory.HasNewRecords));
        Assert.True(memory.Add(Record("r1", Version)));
        Assert.True(memory.Add(Record("r2", Version)));
        SerializedItems evidence = new() { Items = memory.TakeEvidence() },
            records = new() { Items = memory.TakeRecords() };
        Assert.False(memory.HasNewEvidence || memory.HasNewRecords);
        PlanMemory restored = Memory();
        restored.Restore(evidence, records);
        Assert.Equal(["r2", "r1"], restored.Records().Select(record => record.Id));
        Assert.Equal((1, 2), (restored.Status("keyword").QueryCount, restored.Status("keyword").RecordCount));
        Assert.False(restored.HasNewEvidence || restored.HasNewRecords);
    }

    [Fact]
    public void AReportOfALaterCollection_BeginsAnew()
    {
        PlanMemory memory = Memory();
        memory.Add(Report(Version));
        memory.Add(Report(Version));
        memory.Add(Report(Version with { Lineage = 6 }));
        Assert.Equal((1, 6), (memory.Status("keyword").QueryCount, memory.Ledger.Lineage));
    }

    [Fact]
    public void WhatIsOfADeletedCollection_IsLeftOut()
    {
        PlanMemory memory = Memory();
        memory.Add(Report(Version));
        memory.Add(Record("r1", Version));
        memory.Forget(Version.Lineage);
        memory.Add(Report(Version));
        Assert.False(memory.Add(Record("r2", Version)));
        Assert.Equal((0, 0), (memory.Status("keyword").QueryCount, memory.Status("keyword").RecordCount));
        Assert.False(memory.HasNewEvidence || memory.HasNewRecords);
        Assert.True(memory.Add(Record("r3", Version with { Lineage = 6 })));
    }

    private static PlanReport Report(CollectionVersion version) => new(version, new PlanEvidence(0, [], [])) { QueryCount = 1 };

    private static QueryRecord Record(string id, CollectionVersion version) =>
        new(id, DateTimeOffset.UnixEpoch, new SearchRequest { Collection = new CollectionId("t", "c"), Query = "lighthouse" }, false)
        {
            Explanation = new PlanExplanation("keyword", "hybrid", PlanSource.Planner),
            Version = version,
            Program = "test",
            Found = [],
        };

    private PlanMemory Memory() => new(_services.GetRequiredService<Serializer>(), new PlannerOptions(), _time);
}
