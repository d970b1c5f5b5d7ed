using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Json;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Api.Jobs;

/// <summary><c>/api/v1/jobs</c>.</summary>
internal static class JobEndpoints
{
    private const string LastEventId = "Last-Event-ID";
    private const string DoneMark = "-done";
    private const int IdBytes = 8;
    private static readonly TimeSpan Reconnection = TimeSpan.FromSeconds(1);

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/jobs").WithTags("Jobs").Needs(Permission.DocumentsRead);
        group.MapGet("/{id}", GetAsync).WithSummary("A job as it stands").Produces<JobResponse>();
        group
            .MapGet("/{id}/events", EventsAsync)
            .WithSummary("A job's progress as server-sent events: progress, then done")
            .Produces<JobResponse>(contentType: "text/event-stream");
        group
            .MapDelete("/{id}", CancelAsync)
            .WithSummary("Cancel a change of model: the old model goes on")
            .Produces<JobResponse>(StatusCodes.Status202Accepted)
            .Needs(Permission.DocumentsWrite);
    }

    private static async Task<IResult> CancelAsync(string id, IGrainFactory grains, CancellationToken cancellationToken)
    {
        Job job = await grains.GetGrain<IJobGrain>(Names.Job(id)).GetAsync(cancellationToken);
        if (job.Change is null)
            throw new RagException(
                ErrorKind.Conflict,
                "conflict",
                "Only a change of model can be cancelled; delete the documents instead."
            );
        return Results.Accepted(
            $"/api/v1/jobs/{id}",
            JobResponse.From(await grains.GetGrain<IModelChangeGrain>(job.Collection.ToString()).CancelAsync(id, cancellationToken))
        );
    }

    private static async Task<IResult> GetAsync(string id, IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Ok(JobResponse.From(await grains.GetGrain<IJobGrain>(Names.Job(id)).GetAsync(cancellationToken)));

    private static async Task<IResult> EventsAsync(
        string id,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        IJobGrain grain = grains.GetGrain<IJobGrain>(Names.Job(id));
        // Asked once before the stream begins, so that an unknown job is still a 404.
        Job job = await grain.GetAsync(cancellationToken);
        string seen = request.Headers[LastEventId].ToString();
        // Whoever saw the end has nothing to wait for; 204 keeps a browser from asking again.
        IAsyncEnumerable<SseItem<string>> events = WatchAsync(grain, seen, cancellationToken);
        if (!job.IsFinished || !seen.EndsWith(DoneMark, StringComparison.Ordinal))
            return TypedResults.ServerSentEvents(events);
        List<SseItem<string>> whole = await events.ToListAsync(cancellationToken);
        return whole[^1].EventId == seen ? Results.NoContent() : TypedResults.ServerSentEvents(whole.ToAsyncEnumerable());
    }

    // Each event has the whole job, so that one who comes back lacks nothing but what changed since.
    private static async IAsyncEnumerable<SseItem<string>> WatchAsync(
        IJobGrain grain,
        string seen,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Job? last = null;
        await foreach (Job job in JobWatch.FollowAsync(grain.WatchAsync, cancellationToken))
        {
            last = job;
            SseItem<string> item = Item("progress", job);
            if (item.EventId != seen)
                yield return item;
        }

        if (last is not null)
            yield return Item("done", last, DoneMark);
    }

    private static SseItem<string> Item(string name, Job job, string mark = "")
    {
        string data = JsonSerializer.Serialize(JobResponse.From(job), ApiJson.Native);
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data))[..IdBytes]);
        return new SseItem<string>(data, name) { EventId = id + mark, ReconnectionInterval = Reconnection };
    }
}
