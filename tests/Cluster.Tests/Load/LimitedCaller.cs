using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using RagCluster.TestKit;

namespace RagCluster.Cluster.Tests.Load;

/// <summary>A caller at an address of its own, by whom the cluster counts, who asks the silos in turn.</summary>
/// <param name="silos">The silos that run.</param>
/// <param name="address">The address that the load's proxy tells.</param>
internal sealed class LimitedCaller(Func<IReadOnlyList<SiloProcess>> silos, string address)
{
    // Refused ones alone would keep every processor busy, and the other tests with it.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly ConcurrentBag<LimitedCall> _calls = [];
    private readonly ConcurrentBag<(TimeSpan Sent, TimeSpan Ended)> _unclear = [];
    private readonly long _began = Stopwatch.GetTimestamp();
    private int _next;

    /// <summary>What was asked so far, in the order of the answers.</summary>
    internal LimitedCall[] Calls => [.. _calls.OrderBy(call => call.Answered)];

    /// <summary>
    /// Asks once. A silo that gives no answer, or another one than a limit's, has counted the call or not: it is neither accepted nor
    /// refused.
    /// </summary>
    internal async Task<LimitedCall?> AskAsync()
    {
        IReadOnlyList<SiloProcess> all = silos();
        SiloProcess silo = all[(Interlocked.Increment(ref _next) & int.MaxValue) % all.Count];
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/collections");
        request.Headers.Add("X-Forwarded-For", address);
        using CancellationTokenSource deadline = new(TestPatience.OfClient);
        TimeSpan sent = Stopwatch.GetElapsedTime(_began);
        try
        {
            using HttpResponseMessage response = await silo.Http.SendAsync(request, deadline.Token);
            if (response.StatusCode != HttpStatusCode.OK && !await IsRefusedByLimitAsync(response, deadline.Token))
            {
                _unclear.Add((sent, Stopwatch.GetElapsedTime(_began)));
                return null;
            }

            LimitedCall call = new(
                sent,
                Stopwatch.GetElapsedTime(_began),
                response.StatusCode == HttpStatusCode.OK,
                response.Headers.RetryAfter?.Delta
            );
            _calls.Add(call);
            return call;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            _unclear.Add((sent, Stopwatch.GetElapsedTime(_began)));
            return null;
        }
    }

    /// <summary>Asks from several tasks at once, far more often than the limit allows, until it is enough.</summary>
    internal Task HammerAsync(int tasks, CancellationToken enough) =>
        Task.WhenAll(
            Enumerable
                .Range(0, tasks)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (!enough.IsCancellationRequested)
                        {
                            if (await AskAsync() is not { IsAccepted: true })
                                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
                        }
                    })
                )
        );

    /// <summary>The most calls that were accepted within any stretch of this length, wholly in it.</summary>
    internal static int AcceptedMost(LimitedCall[] calls, TimeSpan window)
    {
        LimitedCall[] accepted = [.. calls.Where(call => call.IsAccepted)];
        return accepted.Length == 0
            ? 0
            : accepted.Max(first => accepted.Count(call => call.Sent >= first.Sent && call.Answered < first.Sent + window));
    }

    /// <summary>
    /// The fewest calls that can have been accepted within this length before a refusal, those of which nobody knows among them; null
    /// for no refusal.
    /// </summary>
    internal int? AcceptedBeforeRefusal(TimeSpan window)
    {
        (TimeSpan Sent, TimeSpan Ended)[] accepted =
        [
            .. _calls.Where(call => call.IsAccepted).Select(call => (call.Sent, call.Answered)),
            .. _unclear,
        ];
        LimitedCall[] refused = [.. _calls.Where(call => !call.IsAccepted)];
        return refused.Length == 0
            ? null
            : refused.Min(refusal => accepted.Count(call => call.Ended > refusal.Sent - window && call.Sent < refusal.Answered));
    }

    // A silo that has too much to do refuses with the same status.
    private static async Task<bool> IsRefusedByLimitAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.StatusCode == HttpStatusCode.TooManyRequests
        && (await response.Content.ReadAsStringAsync(cancellationToken)).Contains("\"rate-limited\"", StringComparison.Ordinal);
}
