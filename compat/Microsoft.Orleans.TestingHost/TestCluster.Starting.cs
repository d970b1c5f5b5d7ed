using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <content>How a silo is put together.</content>
public partial class TestCluster
{
    private async Task<SiloHandle> StartSiloAsync(short number)
    {
        IHostBuilder builder = Host.CreateDefaultBuilder();
        builder.ConfigureHostConfiguration(configuration =>
        {
            foreach (Microsoft.Extensions.Configuration.IConfigurationSource source in ConfigurationSources)
                configuration.Add(source);
        });
        builder.UseOrleans(silo => Configure(silo, number));
        IHost host = builder.Build();
        await Task.Run(() => host.StartAsync());
        ILocalSiloDetails details = host.Services.GetRequiredService<ILocalSiloDetails>();
        InProcessSiloHandle handle = new()
        {
            SiloHost = host,
            Name = details.Name,
            InstanceNumber = number,
            SiloAddress = details.SiloAddress,
            GatewayAddress = details.GatewayAddress,
            ClusterOptions = Options,
        };
        handle.StopWhenEvicted();
        lock (_silos)
            _silos.Add(handle);
        return handle;
    }

    private void Configure(ISiloBuilder silo, short number)
    {
        string name = number == 0 ? "Primary" : string.Create(CultureInfo.InvariantCulture, $"Secondary_{number}");
        silo.Configure<Configuration.SiloOptions>(options => options.SiloName = name);
        silo.UseLocalhostClustering(
            Options.BaseSiloPort + number,
            Options.BaseGatewayPort + number,
            null,
            Options.ServiceId,
            Options.ClusterId
        );
        if (Options.UseTestClusterMembership)
            silo.Services.AddSingleton<IMembershipTable>(_table);
        silo.OpenEndpoints();
        foreach (ISiloConfigurator configurator in Make<ISiloConfigurator>(_siloConfigurators))
            configurator.Configure(silo);
    }
}
