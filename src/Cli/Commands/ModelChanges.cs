using RagCluster.Cli.Client;
using RagCluster.Cli.Ingestion;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary>Begins, follows and cancels the change of a collection's model.</summary>
/// <param name="client">The server.</param>
/// <param name="collection">The collection.</param>
internal sealed class ModelChanges(RagClient client, string collection)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>The collection as it stands.</summary>
    internal Task<CollectionView> GetAsync(CancellationToken cancellationToken) => client.GetCollectionAsync(collection, cancellationToken);

    /// <summary>Changes the model and waits until the new one answers.</summary>
    /// <returns>The exit code: failed when the change was cancelled meanwhile.</returns>
    internal async Task<int> ChangeAsync(string model, bool noWait, Report report, CancellationToken cancellationToken)
    {
        if ((await GetAsync(cancellationToken)) is { ModelChange: null } current && current.Model == model)
        {
            // The same name may be another revision: then the server answers with a job.
            Report.Note($"{collection} has the model {model} already; it is embedded anew only if its revision is another one.");
        }

        if (await client.ChangeModelAsync(collection, model, cancellationToken) is not { } job)
        {
            report.Write(await GetAsync(cancellationToken), _ => Terminal.Line($"Nothing to do: {collection} answers by {model}."));
            return ExitCodes.Ok;
        }

        if (!noWait)
            job = await FollowAsync(job, cancellationToken);
        report.Write(job, Write);
        return job.Status == "cancelled" ? ExitCodes.Failed : ExitCodes.Ok;
    }

    /// <summary>Cancels the change that goes on.</summary>
    /// <exception cref="RagClientException">None does, or the new model answers already.</exception>
    internal async Task<int> CancelAsync(Report report, CancellationToken cancellationToken)
    {
        CollectionView current = await GetAsync(cancellationToken);
        if (current.ModelChange is not { } change)
            throw new RagClientException($"The model of {collection} is not being changed; it is {current.Model}.");
        report.Write(await client.CancelJobAsync(change.JobId, cancellationToken), Write);
        return ExitCodes.Ok;
    }

    private Task<JobView> FollowAsync(JobView job, CancellationToken cancellationToken)
    {
        int total = (int)Math.Min(int.MaxValue, job.ModelChange!.ChunksTotal);
        return ProgressLine.RunAsync(
            $"Embedding by {job.ModelChange.Model}",
            total,
            async progress =>
            {
                int shown = 0;
                while (job is { Status: "running", ModelChange: { Step: "embedding" or "loading" } change })
                {
                    int done = (int)Math.Min(total, change.ChunksDone);
                    progress(done - shown);
                    shown = done;
                    await Task.Delay(Poll, TimeProvider.System, cancellationToken);
                    job = await client.GetJobAsync(job.Id, cancellationToken);
                }

                return job;
            }
        );
    }

    private void Write(JobView job)
    {
        ModelChangeView change = job.ModelChange!;
        if (job.Status == "cancelled")
            Terminal.Line($"[yellow]Cancelled:[/] {collection} goes on with {change.PreviousModel}.");
        else if (change.SwitchedAt is null)
            Terminal.Line(
                $"{collection} is changing from {change.PreviousModel} to {change.Model}: {change.ChunksDone} of ",
                $"{change.ChunksTotal} chunks. 'rag collections model {collection} --cancel' stops it."
            );
        else
            Terminal.Line(
                $"[green]{change.Model}[/] answers for {collection}; the vectors of {change.PreviousModel} are removed in the background."
            );
    }
}
