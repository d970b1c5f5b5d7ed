using System.Collections.Concurrent;
using RagCluster.Cluster.Tests.Http;
using RagCluster.TestKit;

namespace RagCluster.Cluster.Tests.Cluster;

/// <summary>
/// A client of the cluster that asks one silo after the other, and on a failure (no answer, 429, 5xx) another one, up to three times:
/// after the time that the answer names, else after 0.2 s, 0.4 s and 0.8 s. A silo that did not answer is left alone for two seconds.
/// </summary>
internal sealed class RoundRobinSender(Func<IReadOnlyList<SiloProcess>> silos, CallLog log, int retries = 3, TimeSpan? patience = null)
    : IRagSender
{
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(200);
    private readonly TimeSpan _patience = patience ?? TestPatience.OfClient;
    private readonly ConcurrentDictionary<SiloProcess, long> _silent = [];
    private int _next;

    /// <inheritdoc/>
    public async Task<Reply?> SendAsync(HttpMethod method, string path, object? body)
    {
        long began = TimeProvider.System.GetTimestamp();
        List<string> failures = [];
        HashSet<SiloProcess> asked = [];
        for (int attempt = 1; ; attempt++)
        {
            Reply? reply = Choose(asked) is { } silo ? await AttemptAsync(silo, method, path, body) : null;
            bool failed = reply is null or { IsFailure: true };
            if (failed)
                failures.Add(Describe(reply));
            if (!failed || attempt > retries)
            {
                log.Add(new Call($"{method} {path}", began, TimeProvider.System.GetElapsedTime(began), failures, failed));
                return reply is null ? null : reply with { Attempts = attempt };
            }

            TimeSpan pause = reply?.RetryAfter ?? PauseMin * Math.Pow(2, attempt - 1);
            await Task.Delay(pause > PauseMax ? PauseMax : pause, TimeProvider.System);
        }
    }

    private static string Describe(Reply? reply) =>
        reply switch
        {
            null => "no answer",
            { RetryAfter: { } delay } => FormattableString.Invariant(
                $"{(int)reply.Status} {reply.ProblemCode} (retry after {delay.TotalSeconds} s)"
            ),
            _ => FormattableString.Invariant($"{(int)reply.Status} {reply.ProblemCode}"),
        };

    // The next one in turn that this call has not asked and that nobody found silent just now; what is left when there is none.
    private SiloProcess? Choose(HashSet<SiloProcess> asked)
    {
        IReadOnlyList<SiloProcess> all = silos();
        int first = Interlocked.Increment(ref _next) & int.MaxValue;
        SiloProcess? chosen = Enumerable
            .Range(0, all.Count)
            .Select(i => all[(first + i) % all.Count])
            .OrderBy(silo => (asked.Contains(silo) ? 2 : 0) + (IsSilent(silo) ? 1 : 0))
            .FirstOrDefault();
        if (chosen is not null)
            asked.Add(chosen);
        return chosen;
    }

    private bool IsSilent(SiloProcess silo) =>
        _silent.TryGetValue(silo, out long since) && TimeProvider.System.GetElapsedTime(since) < LeftAlone;

    private async Task<Reply?> AttemptAsync(SiloProcess silo, HttpMethod method, string path, object? body)
    {
        Reply? reply = await new DirectSender(silo.Http, _patience).SendAsync(method, path, body);
        if (reply is null)
            _silent[silo] = TimeProvider.System.GetTimestamp();
        return reply;
    }
}
