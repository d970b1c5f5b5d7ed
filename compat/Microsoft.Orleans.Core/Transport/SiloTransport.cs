using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>The connections of a silo: one to each silo that it calls, and those that other silos and clients open.</summary>
internal sealed class SiloTransport : ISiloTransport, ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable
{
    private const string FarewellService = "calls.farewell";
    private const string EchoService = "calls.echo";
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastAnswersMax = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<SiloAddress, Connection> _connections = new();
    private readonly ConcurrentDictionary<SiloAddress, bool> _forgotten = new();
    private readonly IServiceProvider _services;
    private readonly TransportOptions _options;
    private readonly EndpointOptions _endpoints;
    private readonly ILocalSiloDetails _silo;
    private readonly ConnectionShared _shared;
    private ConnectionListener? _silos;
    private ConnectionListener? _clients;
    private ITimer? _sweep;
    private volatile bool _isStopped;

    public SiloTransport(IServiceProvider services, ILocalSiloDetails silo, TimeProvider time, ILoggerFactory loggers)
    {
        _services = services;
        _silo = silo;
        _options = Options<TransportOptions>(services);
        _endpoints = Options<EndpointOptions>(services);
        _shared = new ConnectionShared(
            silo.SiloAddress,
            Options<ClusterOptions>(services),
            Options<SiloMessagingOptions>(services),
            Options<ConnectionOptions>(services),
            time,
            loggers.CreateLogger("Orleans.Networking")
        )
        {
            FindReferences = services.GetRequiredService<GrainReferenceFactory>,
            FindRouter = services.GetRequiredService<IMessageRouter>,
            Security = services.GetService<IConnectionSecurity>(),
            BacklogBytesMax = _options.BacklogBytesMax,
        };
        Serve(EchoService, static (_, _, _) => default);
        // The echo comes back behind every call that this silo has sent there.
        Serve(FarewellService, (leaving, _, cancellationToken) => new(RequestAsync(leaving, EchoService, default, cancellationToken)));
    }

    public event Action<SiloAddress>? ConnectionLost;

    /// <summary>How many questions to other silos wait for an answer.</summary>
    public int WaitingCount => _connections.Values.Sum(c => c.WaitingCount);

    public void Participate(ISiloLifecycle lifecycle)
    {
        // Whoever keeps members in a table has others to talk to, unless something else carries the calls.
        bool isMember =
            _services.GetService<IServiceProviderIsService>()?.IsService(typeof(IMembershipTable)) == true
            && ReferenceEquals(_services.GetRequiredService<ISiloTransport>(), this);
        if (isMember || _options.ListensForSilos)
            lifecycle.Subscribe("silo endpoint", ServiceLifecycleStage.RuntimeInitialize - 1, StartAsync, StopAsync);
        if (isMember || _options.ListensForClients)
            lifecycle.Subscribe("gateway", ServiceLifecycleStage.Active, StartGatewayAsync, StopGatewayAsync);
    }

    public void Send(SiloAddress target, Message message)
    {
        if (Find(target) is { } connection)
            connection.Send(message);
        else
            message.Reject(Unavailable(target));
    }

    public void Cancel(SiloAddress target, Message message)
    {
        if (_connections.TryGetValue(target, out Connection? connection))
            connection.Cancel(message);
    }

    public Task<ReadOnlyMemory<byte>> RequestAsync(
        SiloAddress target,
        string service,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken
    ) =>
        Find(target, isUrgent: service == MembershipAgent.ProbeService) is { } connection
            ? connection.RequestAsync(service, payload, cancellationToken)
            : Task.FromException<ReadOnlyMemory<byte>>(Unavailable(target));

    public void Serve(
        string service,
        Func<SiloAddress, ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> handler
    ) => Serve(service, handler, isForClients: false);

    /// <summary>Names the handler of a service; with <paramref name="isForClients"/> clients may ask it, too.</summary>
    public void Serve(
        string service,
        Func<SiloAddress, ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> handler,
        bool isForClients
    )
    {
        if (!_shared.Services.TryAdd(service, new ServiceHandler(handler, isForClients)))
            throw new InvalidOperationException($"The service \"{service}\" has a handler already.");
    }

    /// <summary>Waits until every call has come in that a silo sent here before it heard that this one takes no more.</summary>
    /// <exception cref="SiloUnavailableException">The silo cannot be reached.</exception>
    /// <exception cref="OrleansException">It is of an older build, which does not know the question.</exception>
    public Task ReceiveLastCallsAsync(SiloAddress sender, CancellationToken cancellationToken) =>
        RequestAsync(sender, FarewellService, default, cancellationToken);

    public void Forget(SiloAddress target)
    {
        _forgotten.TryAdd(target, true);
        if (_connections.TryRemove(target, out Connection? connection))
            _ = EndSoonAsync(target, connection);
        foreach (Connection? incoming in _silos?.Connections.Where(c => target.Equals(c.Remote)) ?? [])
            incoming.End($"{target} was declared dead.", isBroken: false);
    }

    public async ValueTask DisposeAsync()
    {
        _isStopped = true;
        if (_sweep is not null)
            await _sweep.DisposeAsync();
        if (_clients is not null)
            await _clients.DisposeAsync();
        if (_silos is not null)
            await _silos.DisposeAsync();
        foreach (Connection connection in _connections.Values)
            connection.End("The silo is gone.", isBroken: false);
    }

    // A silo that left in peace is dead as soon as its last answers are on their way: they may be read after the news of it.
    private async Task EndSoonAsync(SiloAddress target, Connection connection)
    {
        await Task.Delay(LastAnswersMax, _shared.Time);
        connection.End($"{target} was declared dead.", isBroken: false);
    }

    private static T Options<T>(IServiceProvider services)
        where T : class => services.GetRequiredService<IOptions<T>>().Value;

    private static SiloUnavailableException Unavailable(SiloAddress target) =>
        new($"The target silo {target} became unavailable. It cannot be reached.");

    // The connection to a silo, opened where there is none; null where it may not or, for a while, should not be tried.
    // A probe is only worth something when it tries.
    private Connection? Find(SiloAddress target, bool isUrgent = false)
    {
        while (true)
        {
            if (_isStopped || _forgotten.ContainsKey(target))
                return null;
            if (_connections.TryGetValue(target, out Connection? known))
            {
                if (known.IsUsable)
                    return known;
                if (!known.IsEnded)
                    return null;
                if (!isUrgent && known.HasNeverOpened && _shared.Time.GetElapsedTime(known.EndedAt) < _shared.Options.ConnectionRetryDelay)
                    return null;
                _connections.TryRemove(KeyValuePair.Create(target, known));
            }

            Connection made = new(_shared, target, OnEnd);
            if (!_connections.TryAdd(target, made))
                continue;
            made.Connect(target.Endpoint, target);
            if (_isStopped)
                made.End("The silo is gone.", isBroken: false);
            return made;
        }
    }

    private void OnEnd(Connection connection, bool isBroken)
    {
        if (isBroken && !_isStopped && connection.Remote is { IsClient: false } remote)
            ConnectionLost?.Invoke(remote);
    }

    private Task StartAsync(CancellationToken cancellationToken)
    {
        _silos = new ConnectionListener(
            _shared,
            _endpoints.SiloListeningEndpoint ?? _silo.SiloAddress.Endpoint,
            isForClients: false,
            OnEnd
        );
        _silos.Start();
        _sweep = _shared.Time.CreateTimer(static state => ((SiloTransport)state!).Sweep(), this, SweepPeriod, SweepPeriod);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopped = true;
        if (_silos is not null)
            await _silos.StopAcceptingAsync();
        await Task.WhenAll(_connections.Values.Select(c => c.CloseAsync(cancellationToken)));
        if (_silos is not null)
            await _silos.CloseAsync(cancellationToken);
        if (_clients is not null)
            await _clients.CloseAsync(cancellationToken);
    }

    private Task StartGatewayAsync(CancellationToken cancellationToken)
    {
        _clients = new ConnectionListener(
            _shared,
            _endpoints.GatewayListeningEndpoint ?? _silo.GatewayAddress.Endpoint,
            isForClients: true,
            OnEnd
        );
        _clients.Start();
        return Task.CompletedTask;
    }

    // What has been asked is still answered; the connections end with the silo.
    private async Task StopGatewayAsync(CancellationToken cancellationToken)
    {
        if (_clients is null)
            return;
        await _clients.StopAcceptingAsync();
        if (cancellationToken.IsCancellationRequested)
            return;
        foreach (Connection connection in _clients.Connections)
            connection.SayGoodbye();
    }

    private void Sweep()
    {
        foreach (Connection connection in _connections.Values)
            connection.ForgetExpired();
    }
}
