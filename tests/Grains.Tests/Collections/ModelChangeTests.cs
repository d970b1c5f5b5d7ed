using Microsoft.Extensions.DependencyInjection;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Finding;
using RagCluster.Grains.Query.Routing;

namespace RagCluster.Grains.Tests.Collections;

/// <summary>A collection changes from one model to another of other dimensions while it is asked and written.</summary>
public sealed class ModelChangeTests
{
    private const double Same = 1e-3;
    private const int Documents = 300;
    private static readonly CollectionSettings TwoOfEach = new() { ShardCount = 2, ReplicaCount = 2 };

    [Fact]
    public async Task Change_UnderQueriesAndWrites_FailsNoQueryAndMixesNone()
    {
        await using ModelChangeCluster cluster = await ModelChangeCluster.StartAsync(new TwoSilos(), Documents, TwoOfEach);
        await cluster.UploadAsync("extra", 0, 40);
        double[][] before = await cluster.AskAllAsync();
        await using ModelChangeLoad load = ModelChangeLoad.Start(cluster);
        await cluster.UntilAsync(() => Task.FromResult(load.AnswerCount > 50));
        Job job = (await cluster.Change.StartAsync(ModelChangeCluster.Other, CancellationToken.None))!;
        int written = 40;
        await cluster.UntilAsync(async () =>
        {
            // New documents, and half of the last ones go again.
            await cluster.UploadAsync("extra", written, 4);
            await cluster.DeleteAsync("extra", written);
            if (written < 80)
                await cluster.DeleteAsync("extra", written - 40);
            written += 4;
            return (await cluster.JobAsync(job.Id)).IsFinished;
        });
        int asked = load.AnswerCount;
        await cluster.UntilAsync(() => Task.FromResult(load.AnswerCount > asked + 50));
        (ILookup<string, (int Question, double[] Scores)> answers, string[] errors) = await load.StopAsync();
        Assert.Empty(errors);
        double[][] after = await cluster.AskAllAsync();
        Assert.Equal(2, answers.Count);
        foreach (IGrouping<string, (int Question, double[] Scores)> silo in answers)
            RequireOneSwitch([.. silo], before, after);
        await RequireWholeAsync(cluster, TwoOfEach.ShardCount, written);
        // A silo may for a moment keep a map that still has the old shards.
        await cluster.UntilAsync(() => IsReplacedAsync(cluster, new ShardId(cluster.Collection, 0)));
    }

    [Fact]
    public async Task KilledSilo_DoesNotEndTheChange()
    {
        await using ModelChangeCluster cluster = await ModelChangeCluster.StartAsync(new ThreeSilos(), 1_000, TwoOfEach);
        Job job = (await cluster.Change.StartAsync(ModelChangeCluster.Other, CancellationToken.None))!;
        await cluster.UntilAsync(async () => (await cluster.JobAsync(job.Id)).Change!.ChunksDone > 0);
        // One of the three goes, with what it did of the work; that of a whole process is tested over HTTP.
        await cluster.Product.Silos.KillSiloAsync(cluster.Product.Silos.SecondarySilos[0]);
        ModelChange found = (await cluster.JobAsync(job.Id)).Change!;
        await cluster.UntilAsync(async () =>
        {
            await cluster.Product.Grains.GetGrain<ISweepGrain>(ISweepGrain.Key).SweepAsync(CancellationToken.None);
            Job now = await cluster.JobAsync(job.Id);
            Assert.True(now.Change!.ChunksDone >= found.ChunksDone, "What was done is done again.");
            return now.IsFinished;
        });
        Assert.Equal(
            (ModelChangeStep.Done, false),
            ((await cluster.JobAsync(job.Id)).Change!.Step, (await cluster.JobAsync(job.Id)).Change!.IsCancelled)
        );
        await RequireWholeAsync(cluster, TwoOfEach.ShardCount, 0, 1_000);
    }

    [Fact]
    public async Task CancelledChange_LeavesTheOldModelAndNothingElse()
    {
        await using ModelChangeCluster cluster = await ModelChangeCluster.StartAsync(new GrainCluster(), 400, new CollectionSettings());
        double[][] before = await cluster.AskAllAsync();
        Job job = (await cluster.Change.StartAsync(ModelChangeCluster.Other, CancellationToken.None))!;
        RagException second = await Assert.ThrowsAsync<RagException>(() =>
            cluster.Change.StartAsync(ModelChangeCluster.Other, CancellationToken.None)
        );
        Assert.Equal((ErrorKind.Conflict, "model-changing"), (second.Kind, second.Code));
        Job cancelled = await cluster.Change.CancelAsync(job.Id, CancellationToken.None);
        Assert.True(cancelled.Change!.IsCancelled);
        await cluster.UntilAsync(async () => (await cluster.JobAsync(job.Id)).IsFinished);
        CollectionSettings settings = await cluster.SettingsAsync();
        Assert.Equal((ModelChangeCluster.BuiltIn, 0, null), (settings.Model, settings.FirstShard, settings.SecondModel));
        Assert.Empty(await cluster.LiveAsync(1, 1));
        Assert.Equal(400, (await cluster.LiveAsync(0, 1)).Count);
        AssertSame(before, await cluster.AskAllAsync());
        // Later changes have numbers of their own, so that no file of the cancelled one is taken for theirs.
        Job again = (await cluster.Change.StartAsync(ModelChangeCluster.Other, CancellationToken.None))!;
        await cluster.UntilAsync(async () => (await cluster.JobAsync(again.Id)).IsFinished);
        Assert.Equal(2, (await cluster.SettingsAsync()).FirstShard);
        await Assert.ThrowsAsync<RagException>(() => cluster.Change.CancelAsync(again.Id, CancellationToken.None));
        await RequireWholeAsync(cluster, 1, 0, 400);
    }

    [Fact]
    public async Task UnknownOrPresentModel_ChangesNothing()
    {
        await using ModelChangeCluster cluster = await ModelChangeCluster.StartAsync(new GrainCluster(), 3, new CollectionSettings());
        RagException unknown = await Assert.ThrowsAsync<RagException>(() =>
            cluster.Change.StartAsync("no-such-model", CancellationToken.None)
        );
        Assert.Equal((ErrorKind.Invalid, "model"), (unknown.Kind, unknown.Field));
        RagException reranker = await Assert.ThrowsAsync<RagException>(() =>
            cluster.Change.StartAsync("rag-late-en-v1", CancellationToken.None)
        );
        Assert.Equal(ErrorKind.Invalid, reranker.Kind);
        Assert.Null(await cluster.Change.StartAsync(ModelChangeCluster.BuiltIn, CancellationToken.None));
        Assert.Null((await cluster.SettingsAsync()).SecondModel);
    }

    [Fact]
    public async Task ReplacedRevision_IsNeverComparedAndIsEmbeddedAnewUnderItsName()
    {
        await using ModelChangeCluster cluster = await ModelChangeCluster.StartAsync(new GrainCluster(), 3, new CollectionSettings());
        double[][] before = await cluster.AskAllAsync();
        // As if a newer program had brought another revision of the model.
        CollectionSettings settings = await cluster.SettingsAsync();
        Job note = new("note", cluster.Collection, DateTimeOffset.UnixEpoch, [])
        {
            Change = new ModelChange { Model = "note", Step = ModelChangeStep.Done },
        };
        Assert.True(
            await cluster.Product.Store.Changes.SaveAsync(settings, settings with { Revision = "older" }, note, CancellationToken.None)
        );
        await cluster.Product.Grains.GetGrain<IShardMapGrain>(cluster.Collection.ToString()).UpdateAsync(CancellationToken.None);
        RagException? replaced = null;
        await cluster.UntilAsync(async () =>
            (replaced = await Record.ExceptionAsync(() => cluster.AskAsync(cluster.Product.Grains, 0)) as RagException) is not null
        );
        Assert.Equal(PassageSearch.ModelReplaced, replaced!.Code);
        SearchRequest hybrid = new() { Collection = cluster.Collection, Query = "number1" };
        SearchResponse found = await cluster.Product.Grains.SearchAsync(hybrid);
        Assert.Equal([PassageSearch.DenseUnavailable], found.Found.Degraded);
        Assert.NotEmpty(found.Found.Passages);
        Job job = (await cluster.Change.StartAsync(ModelChangeCluster.BuiltIn, CancellationToken.None))!;
        await cluster.UntilAsync(async () => (await cluster.JobAsync(job.Id)).IsFinished);
        AssertSame(before, await cluster.AskAllAsync());
    }

    private static async Task<bool> IsReplacedAsync(ModelChangeCluster cluster, ShardId shard)
    {
        try
        {
            await cluster
                .Product.Services.GetRequiredService<ShardRouter>()
                .AskAsync(shard, (replica, token) => replica.GetStatusAsync(token), CancellationToken.None);
            return false;
        }
        catch (RagException replaced) when (replaced.Code == ShardRouter.ShardReplaced)
        {
            return true;
        }
    }

    private static void RequireOneSwitch((int Question, double[] Scores)[] answers, double[][] before, double[][] after)
    {
        bool switched = false;
        for (int i = 0; i < answers.Length; i++)
        {
            (int question, double[] scores) = answers[i];
            bool isOld = IsSame(scores, before[question]);
            bool isNew = IsSame(scores, after[question]);
            Assert.True(isOld != isNew, $"Answer {i} of {answers.Length} is of neither model or can't be told: {string.Join(' ', scores)}");
            Assert.False(switched && isOld, $"Answer {i} of {answers.Length} went back to the old model.");
            switched |= isNew;
        }

        Assert.True(switched);
    }

    // Every document of the collection is in the new copy with the new model's vectors, and nothing else is anywhere.
    private static async Task RequireWholeAsync(ModelChangeCluster cluster, int shards, int extras, int documents = Documents)
    {
        CollectionSettings settings = await cluster.SettingsAsync();
        Assert.Equal(
            (ModelChangeCluster.Other, ModelChangeCluster.OtherDimensions, null),
            (settings.Model, settings.Dimensions, settings.SecondModel)
        );
        Assert.All(
            await Task.WhenAll(
                Enumerable
                    .Range(0, settings.FirstShard)
                    .Select(number =>
                        cluster.Product.Store.ReadLogEndAsync(new ShardId(cluster.Collection, number), CancellationToken.None)
                    )
            ),
            end => Assert.Equal(0, end)
        );
        List<ShardLogRecord> live = await cluster.LiveAsync(settings.FirstShard, shards);
        Assert.All(live, record => Assert.StartsWith(ModelChangeCluster.Other + "@", record.ModelRevision, StringComparison.Ordinal));
        Assert.All(
            live.SelectMany(record => record.Chunks),
            chunk => Assert.Equal(ModelChangeCluster.OtherDimensions, chunk.Vector.Length)
        );
        // Of the extra documents, those before the change lost one in four, as did the later ones.
        IEnumerable<string> expected = Enumerable
            .Range(0, documents)
            .Select(i => $"base-{i}")
            .Concat(Enumerable.Range(0, extras).Where(i => !IsDeleted(i, extras)).Select(i => $"extra-{i}"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), live.Select(record => record.Document.Value).Order(StringComparer.Ordinal));
        ShardStatus[] replicas = [];
        await cluster.UntilAsync(async () =>
        {
            // Where silos are missing, some replicas are nowhere.
            replicas =
            [
                .. (await cluster.Product.ReplicasAsync(cluster.Collection)).Where(replica => replica.State != ReplicaState.Unassigned),
            ];
            return replicas.All(replica => replica.State == ReplicaState.Serving && replica.Position == replica.LogEnd);
        });
        Assert.All(replicas, replica => Assert.InRange(replica.Shard.Number, settings.FirstShard, settings.FirstShard + shards - 1));
    }

    private static bool IsDeleted(int number, int extras) => number % 4 == 0 && (number >= 40 || number < extras - 40);

    private static void AssertSame(double[][] expected, double[][] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.True(IsSame(pair.First, pair.Second)));

    private static bool IsSame(double[] left, double[] right) =>
        left.Length == right.Length && left.Zip(right).All(pair => Math.Abs(pair.First - pair.Second) < Same);
}
