using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Orleans.Runtime;

/// <summary>A client's connections: one to each gateway. Calls to one grain take the same one as long as the set of them stays.</summary>
internal sealed class GatewayConnections : IMessageRouter, IAsyncDisposable
{
    private readonly IGatewayListProvider _provider;
    private readonly GatewayOptions _options;
    private readonly ConnectionShared _shared;
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _refreshing = new(1);
    private readonly Lock _reporting = new();
    private int _reported;

    // Invariant: replaced, never changed.
    private volatile Gateway[] _gateways = [];
    private volatile bool _isComplete;

    // Take no more calls and end when those that they have are answered.
    private volatile Connection[] _retired = [];
    private volatile TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _maintenance = Task.CompletedTask;
    private ITimer? _sweep;
    private int _disposed;

    public GatewayConnections(IGatewayListProvider provider, IOptions<GatewayOptions> options, ConnectionShared shared)
    {
        _provider = provider;
        _options = options.Value;
        _shared = shared;
    }

    public IReadOnlyList<GatewayCountChangedHandler> CountChanged { private get; init; } = [];

    public IReadOnlyList<ConnectionToClusterLostHandler> ClusterLost { private get; init; } = [];

    /// <summary>How many gateways take calls.</summary>
    public int Count => _gateways.Count(g => g.Connection.IsUsable);

    /// <summary>Connects to all gateways that are known; one is enough.</summary>
    /// <exception cref="SiloUnavailableException">None can be reached.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await _provider.InitializeGatewayListProvider().WaitAsync(cancellationToken);
        List<Exception> errors = await RefreshAsync(cancellationToken);
        if (Count == 0)
        {
            throw new SiloUnavailableException(
                "Could not connect to any gateway of the cluster.",
                errors.Count > 0 ? new AggregateException(errors) : new InvalidOperationException("The list of gateways is empty.")
            );
        }

        if (_sweep is not null)
            return;
        _sweep = _shared.Time.CreateTimer(
            static state => ((GatewayConnections)state!).Sweep(),
            this,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(1)
        );
        _maintenance = Task.Run(MaintainAsync, CancellationToken.None);
    }

    public void Send(Message message)
    {
        if (Choose(message.TargetGrain) is { } connection)
            connection.Send(message);
        else
            message.Reject(new SiloUnavailableException($"No gateway is available to send {message}."));
    }

    public void Cancel(Message message)
    {
        foreach (Gateway gateway in _gateways)
            gateway.Connection.Cancel(message);
        foreach (Connection retired in _retired)
            retired.Cancel(message);
    }

    /// <summary>Asks a service of the runtime of any gateway.</summary>
    public Task<ReadOnlyMemory<byte>> RequestAsync(string service, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        Connection connection =
            _gateways.FirstOrDefault(g => g.Connection.IsUsable)?.Connection
            ?? throw new SiloUnavailableException("No gateway is available.");
        return connection.RequestAsync(service, payload, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _closing.CancelAsync();
        await _maintenance;
        if (_sweep is not null)
            await _sweep.DisposeAsync();
        using CancellationTokenSource patience = new(_shared.Options.OpenConnectionTimeout, _shared.Time);
        await Task.WhenAll(_gateways.Select(g => g.Connection).Concat(_retired).Select(c => c.CloseAsync(patience.Token)));
        _refreshing.Dispose();
        _closing.Dispose();
    }

    private Connection? Choose(GrainId target)
    {
        Gateway[] gateways = _gateways;
        if (gateways.Length == 0)
            return null;
        int preferred = _options.PreferredGatewayIndex;
        int first = preferred >= 0 ? preferred % gateways.Length : (int)(target.GetUniformHashCode() % (uint)gateways.Length);
        for (int i = 0; i < gateways.Length; i++)
        {
            Connection connection = gateways[(first + i) % gateways.Length].Connection;
            if (connection.IsUsable)
                return connection;
        }

        return null;
    }

    // Opens what is new or was lost, leaves what is no longer listed. Returns why connections could not be opened.
    private async Task<List<Exception>> RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            List<SiloAddress> listed = (await _provider.GetGateways().WaitAsync(cancellationToken))
                .Select(u => u.ToGatewayAddress())
                .OfType<SiloAddress>()
                .Distinct()
                .ToList();
            List<Gateway> kept = _gateways.Where(g => g.Connection.IsUsable && listed.Contains(g.Address)).ToList();
            List<Connection> left = _gateways.Where(g => !g.Connection.IsEnded && !kept.Contains(g)).Select(g => g.Connection).ToList();
            (Gateway? Gateway, Exception? Error)[] opened = await Task.WhenAll(
                listed.Where(a => kept.TrueForAll(g => !g.Address.Equals(a))).Select(OpenAsync)
            );
            _gateways = [.. kept.Concat(opened.Select(o => o.Gateway).OfType<Gateway>()).OrderBy(g => listed.IndexOf(g.Address))];
            _retired = [.. _retired.Where(c => !c.IsEnded), .. left];
            _isComplete = _gateways.Length == listed.Count;
            ReportCount();
            return [.. opened.Select(o => o.Error).OfType<Exception>()];
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async Task<(Gateway? Gateway, Exception? Error)> OpenAsync(SiloAddress address)
    {
        Connection connection = new(_shared, address, OnEnd);
        TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.Connect(new IPEndPoint(address.Endpoint.Address, address.Endpoint.Port), null, opened);
        await opened.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return opened.Task.IsCompletedSuccessfully
            ? (new Gateway(address, connection), null)
            : (null, opened.Task.Exception!.InnerException);
    }

    // Those that never opened are not waited for: the next round tries them again.
    private void OnEnd(Connection connection, bool isBroken)
    {
        if (!Array.Exists(_gateways, g => ReferenceEquals(g.Connection, connection)))
            return;
        ReportCount();
        _wake.TrySetResult();
    }

    private void ReportCount()
    {
        lock (_reporting)
        {
            (int count, int before) = (Count, _reported);
            if (count == before)
                return;
            _reported = count;
            foreach (GatewayCountChangedHandler handler in CountChanged)
                handler(this, new GatewayCountChangedEventArgs(count, before));
            if (count > 0)
                return;
            foreach (ConnectionToClusterLostHandler handler in ClusterLost)
                handler(this, EventArgs.Empty);
        }
    }

    private async Task MaintainAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            // While some are missing they are tried again soon; else the list is looked at from time to time.
            TimeSpan pause = _isComplete ? _options.GatewayListRefreshPeriod : _shared.Options.ConnectionRetryDelay;
            Task woken = _wake.Task;
            await woken.WaitAsync(pause, _shared.Time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (woken.IsCompleted)
                _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_closing.IsCancellationRequested)
                return;
            try
            {
                await RefreshAsync(_closing.Token);
            }
            catch (Exception exception)
            {
                // The process boundary: the list of gateways could not be read; the next round tries again.
                if (!_closing.IsCancellationRequested)
                    _shared.Logger.LogWarning(exception, "The gateways could not be refreshed.");
            }
        }
    }

    private void Sweep()
    {
        foreach (Gateway gateway in _gateways)
            gateway.Connection.ForgetExpired();
        foreach (Connection retired in _retired)
        {
            retired.ForgetExpired();
            if (retired.WaitingCount == 0)
                retired.End("The gateway is no longer used.", isBroken: false);
        }
    }

    private sealed record Gateway(SiloAddress Address, Connection Connection);
}
