using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.Core.Tests.Transport;

/// <summary>A silo with open endpoints whose router sends every grain with a key that begins with "far" to another silo.</summary>
public sealed class SiloHost : IAsyncDisposable
{
    private readonly IHost _host;
    private SiloAddress? _other;

    private SiloHost(IHost host) => _host = host;

    public static TimeSpan ResponseTimeout { get; } = TimeSpan.FromSeconds(10);

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public SiloAddress Address => Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    public SiloAddress Gateway => Services.GetRequiredService<ILocalSiloDetails>().GatewayAddress;

    internal ISiloTransport Transport => Services.GetRequiredService<ISiloTransport>();

    public static async Task<SiloHost> StartAsync(Action<ISiloBuilder>? configure = null, int? siloPort = null, int? gatewayPort = null)
    {
        SiloHost? made = null;
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleans(silo =>
        {
            silo.ConfigureEndpoints(IPAddress.Loopback, siloPort ?? LoopbackPort.Reserve(), gatewayPort ?? LoopbackPort.Reserve());
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
            silo.ConfigureServices(services =>
                services.AddSingleton<IMessageRouter>(provider => new FarRouter(
                    ActivatorUtilities.CreateInstance<LocalMessageRouter>(provider),
                    provider.GetRequiredService<ISiloTransport>(),
                    () => made!._other
                ))
            );
            configure?.Invoke(silo);
        });
        made = new SiloHost(builder.Build());
        await made._host.StartAsync();
        return made;
    }

    /// <summary>Where grains with "far" keys live from now on.</summary>
    public void SendFarTo(SiloAddress other) => _other = other;

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed class FarRouter(IMessageRouter near, ISiloTransport transport, Func<SiloAddress?> other) : IMessageRouter
    {
        public void Send(Message message)
        {
            if (IsFar(message) && other() is { } address)
                transport.Send(address, message);
            else
                near.Send(message);
        }

        public void Cancel(Message message)
        {
            if (IsFar(message) && other() is { } address)
                transport.Cancel(address, message);
            else
                near.Cancel(message);
        }

        private static bool IsFar(Message message) => message.TargetGrain.Key.ToString().StartsWith("far", StringComparison.Ordinal);
    }
}
