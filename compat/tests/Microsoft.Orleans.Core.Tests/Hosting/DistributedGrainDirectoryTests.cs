using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Core.Tests.Hosting;

#pragma warning disable ORLEANSEXP003

/// <summary>What the stand-in's only directory can't do is refused, not passed over.</summary>
public sealed class DistributedGrainDirectoryTests
{
    [Fact]
    public void Name_IsRefused()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        Assert.Throws<NotSupportedException>(() => builder.UseOrleans(silo => silo.AddDistributedGrainDirectory("another")));
    }

    [Fact]
    public async Task RangeLease_IsRefusedAtTheStart()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(0, 0).AddDistributedGrainDirectory());
        using IHost host = builder.Build();
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains(nameof(GrainDirectoryOptions.RangeLeaseDuration), refused.Message, StringComparison.Ordinal);
    }
}
