using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Shards;
using RagCluster.Storage;

namespace RagCluster.Grains.Collections;

/// <summary>
/// The steps of a change of model. A collection gets a second copy of its shards, with logs, files and replicas of their own and the new
/// model's vectors; from the moment that its settings name the copy, each commit and each deletion reaches both logs in one transaction.
/// <list type="number">
/// <item>Embedding: what the old logs held before that moment is embedded anew and appended to the new ones. Documents that have changed or
/// gone meanwhile are left out: their writes are in both logs already. So there is no tail to catch up with, and the copy is whole when
/// this ends.</item>
/// <item>Loading: every replica of the copy reads its log, every silo that embeds loads the model. Then one write exchanges the copies in
/// the collection's settings. A query takes model and shards from one reading of them, so it never compares vectors of two models.</item>
/// <item>Retiring: the old copy is written on for as long as a silo may use old settings.</item>
/// <item>Removing: the copy that is needed no more goes, with its logs, files and snapshots. A cancelled change comes here at once.</item>
/// </list>
/// Each step reads where it is from the store and may be repeated; a step's end is one transaction under compare-and-set on the settings.
/// </summary>
internal sealed partial class ModelChangeSteps(
    IDocumentStore store,
    ReembeddedShards reembedded,
    ModelSilos silos,
    ShardFiles files,
    IGrainFactory grains,
    IOptions<ModelChangeOptions> options,
    TimeProvider time,
    ILogger<ModelChangeSteps> log
)
{
    private const int RemovedRecordsMax = 256;
    private static readonly TimeSpan ReadyPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Does a step, or finds that somebody else has done it.</summary>
    /// <exception cref="RagException">A part of the cluster does not answer; the step may be tried again.</exception>
    internal async Task AdvanceAsync(Job job, CancellationToken cancellationToken)
    {
        if (await store.FindCollectionAsync(job.Collection, cancellationToken) is not { } collection)
            return;
        CollectionSettings settings = collection.Settings;
        ModelChange change = job.Change!;
        if (change.Step == ModelChangeStep.Removing)
            await RemoveAsync(job, settings, cancellationToken);
        else if (settings.SecondModel is not { } second || second.JobId != job.Id)
            throw new RagException(ErrorKind.Unavailable, "model-change-moved", $"The change {job.Id} is not at {change.Step} any more.");
        else if (change.Step == ModelChangeStep.Embedding)
            await EmbedAsync(job, settings, second, cancellationToken);
        else if (change.Step == ModelChangeStep.Loading)
            await LoadAsync(job, settings, second, cancellationToken);
        else
            await RetireAsync(job, settings, second, cancellationToken);
    }

    private async Task EmbedAsync(Job job, CollectionSettings settings, ModelShards second, CancellationToken cancellationToken)
    {
        await Map(job).UpdateAsync(cancellationToken);
        ModelChange change = job.Change!;
        if (change.Ends.Length == 0)
        {
            ShardId[] old = [.. settings.Answering().Of(job.Collection)];
            change = change with
            {
                Positions = new long[old.Length],
                Ends = await Task.WhenAll(old.Select(shard => store.ReadLogEndAsync(shard, cancellationToken))),
            };
        }

        Progress progress = new(change);
        // In the turn of the grain that calls: the shards wait for the device beside each other, and count their progress one after
        // another.
        await Task.WhenAll(Enumerable.Range(0, settings.ShardCount).Select(number => EmbedShardAsync(number, progress)));
        await SaveAsync(job, settings, settings, progress.Change with { Step = ModelChangeStep.Loading }, cancellationToken);
        LogEmbedded(job.Collection, progress.Change.ChunksDone, second.Model);

        async Task EmbedShardAsync(int number, Progress progress)
        {
            (long, long) range = (progress.Change.Positions[number], progress.Change.Ends[number]);
            ShardSlot slot = new(job.Collection, number);
            await foreach (
                (long position, int chunks) in reembedded.CopyAsync(
                    slot,
                    settings.Answering().Of(slot),
                    (second.Model, new ShardCopy(second.FirstShard, settings.ShardCount)),
                    range,
                    cancellationToken
                )
            )
            {
                progress.Change = progress.Change with
                {
                    ChunksDone = progress.Change.ChunksDone + chunks,
                    Positions = [.. progress.Change.Positions.Select((old, shard) => shard == number ? position : old)],
                };
                await SaveAsync(job, settings, settings, progress.Change, cancellationToken);
            }
        }
    }

    private async Task LoadAsync(Job job, CollectionSettings settings, ModelShards second, CancellationToken cancellationToken)
    {
        await Map(job).UpdateAsync(cancellationToken);
        await silos.NotifyAllAsync(second.Model, (IEmbeddingGrain model) => model.DescribeAsync(cancellationToken));
        while (!await IsReadAsync(job.Collection, settings, second, cancellationToken))
            await Task.Delay(ReadyPause, time, cancellationToken);
        CollectionSettings next = settings with
        {
            Model = second.Model,
            Revision = second.Revision,
            Dimensions = second.Dimensions,
            FirstShard = second.FirstShard,
            SecondModel = new ModelShards(
                settings.ModelName(),
                settings.Revision,
                settings.Dimensions,
                settings.FirstShard,
                IsRetiring: true,
                job.Id
            ),
        };
        ModelChange change = job.Change! with
        {
            Step = ModelChangeStep.Retiring,
            SwitchedAt = time.GetUtcNow(),
            RemovedShard = settings.FirstShard,
        };
        if (!await SaveAsync(job, settings, next, change, cancellationToken))
            return;
        LogSwitched(job.Collection, second.Model);
        await Map(job).UpdateAsync(cancellationToken);
    }

    // Every replica of every shard has read what its log held a moment ago, so that the first queries find what the last ones found.
    private async Task<bool> IsReadAsync(
        CollectionId collection,
        CollectionSettings settings,
        ModelShards second,
        CancellationToken cancellationToken
    )
    {
        int[] numbers = [.. new ShardCopy(second.FirstShard, settings.ShardCount).Numbers];
        long[] ends = await Task.WhenAll(
            numbers.Select(number => store.ReadLogEndAsync(new ShardId(collection, number), cancellationToken))
        );
        ShardStatus[] statuses = await grains.GetGrain<IShardMapGrain>(collection.ToString()).ListReplicasAsync(cancellationToken);
        return numbers
            .Zip(ends)
            .All(shard =>
            {
                ShardStatus[] replicas =
                [
                    .. statuses.Where(status => status.Shard.Number == shard.First && status.State != ReplicaState.Unassigned),
                ];
                return replicas.Length > 0
                    && replicas.All(replica =>
                        replica.State is ReplicaState.Serving or ReplicaState.Retiring && replica.Position >= shard.Second
                    );
            });
    }

    private async Task RetireAsync(Job job, CollectionSettings settings, ModelShards second, CancellationToken cancellationToken)
    {
        await Map(job).UpdateAsync(cancellationToken);
        TimeSpan left = job.Change!.SwitchedAt!.Value + options.Value.RetirementTime - time.GetUtcNow();
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellationToken);
        await SaveAsync(
            job,
            settings,
            settings with
            {
                SecondModel = null,
            },
            job.Change with
            {
                Step = ModelChangeStep.Removing,
                RemovedShard = second.FirstShard,
            },
            cancellationToken
        );
    }

    private async Task RemoveAsync(Job job, CollectionSettings settings, CancellationToken cancellationToken)
    {
        ModelChange change = job.Change!;
        // Its replicas end, and take their files along.
        await Map(job).UpdateAsync(cancellationToken);
        while (await store.Changes.RemoveAsync(job.Collection, change.RemovedShard, RemovedRecordsMax, cancellationToken)) { }

        foreach (int number in Enumerable.Range(change.RemovedShard, settings.ShardCount))
            await files.DeleteSnapshotsAsync(new ShardId(job.Collection, number), cancellationToken);
        await SaveAsync(job, settings, settings, change with { Step = ModelChangeStep.Done }, cancellationToken);
    }

    private Task<bool> SaveAsync(
        Job job,
        CollectionSettings expected,
        CollectionSettings next,
        ModelChange change,
        CancellationToken cancellationToken
    ) => store.Changes.SaveAsync(expected, next, job with { Change = change }, cancellationToken);

    private IShardMapGrain Map(Job job) => grains.GetGrain<IShardMapGrain>(job.Collection.ToString());

    [LoggerMessage(Level = LogLevel.Information, Message = "{Collection}: {Chunks} chunks are embedded by {Model}")]
    private partial void LogEmbedded(CollectionId collection, long chunks, string model);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Collection}: {Model} answers from now on")]
    private partial void LogSwitched(CollectionId collection, string model);

    private sealed class Progress(ModelChange change)
    {
        internal ModelChange Change { get; set; } = change;
    }
}
