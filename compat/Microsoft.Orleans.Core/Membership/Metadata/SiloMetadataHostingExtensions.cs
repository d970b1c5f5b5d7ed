using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime.MembershipService.SiloMetadata;

/// <summary>Lets a silo say what it is.</summary>
public static class SiloMetadataHostingExtensions
{
    public static ISiloBuilder UseSiloMetadata(this ISiloBuilder builder) => builder.UseSiloMetadata(builder.Configuration);

    public static ISiloBuilder UseSiloMetadata(this ISiloBuilder builder, IConfiguration configuration) =>
        builder.UseSiloMetadata(configuration.GetSection("Orleans").GetSection("Metadata"));

    public static ISiloBuilder UseSiloMetadata(this ISiloBuilder builder, IConfigurationSection configurationSection) =>
        builder.UseSiloMetadata(configurationSection.Get<Dictionary<string, string>>() ?? []);

    public static ISiloBuilder UseSiloMetadata(this ISiloBuilder builder, Dictionary<string, string> metadata) =>
        builder.ConfigureServices(services =>
        {
            services.AddOptions<SiloMetadata>().Configure(m => m.AddMetadata(metadata));
            services.AddSingleton<ISiloMetadataCache, SiloMetadataCache>();
        });
}
