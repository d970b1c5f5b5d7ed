using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Connections.Security;

namespace Orleans.Core.Tests.Transport;

public sealed class TlsTests
{
    private static readonly X509Certificate2 Ours = Create("cluster");
    private static readonly X509Certificate2 Foreign = Create("foreign");

    [Fact]
    public async Task SilosAndClients_SpeakWhenTheyTrustEachOther()
    {
        await using SiloHost near = await SiloHost.StartAsync(silo => silo.UseTls(Ours, Trust));
        await using SiloHost far = await SiloHost.StartAsync(silo => silo.UseTls(Ours, Trust));
        near.SendFarTo(far.Address);
        using IHost client = Client(near, builder => builder.UseTls(Ours, Trust));
        await client.StartAsync();
        IGrainFactory grains = client.Services.GetRequiredService<IGrainFactory>();
        float[] vector = Enumerable.Range(0, 100_000).Select(i => (float)i).ToArray();
        Assert.Equal(vector, await grains.GetGrain<IProbeGrain>("far").Echo(vector));
        Assert.Equal(near.Address.ToString(), await grains.GetGrain<IProbeGrain>("a").Where());
        await client.StopAsync();
    }

    [Fact]
    public async Task ForeignOrMissingCertificate_IsRefused()
    {
        await using SiloHost near = await SiloHost.StartAsync(silo => silo.UseTls(Ours, Trust));
        using IHost foreign = Client(near, builder => builder.UseTls(Foreign, Trust));
        await Assert.ThrowsAsync<SiloUnavailableException>(() => foreign.StartAsync());
        using IHost nameless = Client(near, builder => builder.UseTls(Trust));
        await Assert.ThrowsAsync<SiloUnavailableException>(() => nameless.StartAsync());
        using IHost plain = Client(near, _ => { });
        await Assert.ThrowsAsync<SiloUnavailableException>(() => plain.StartAsync());
        await using SiloHost impostor = await SiloHost.StartAsync(silo => silo.UseTls(Foreign, Trust));
        near.SendFarTo(impostor.Address);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => near.Grains.GetGrain<IProbeGrain>("far").Where());
    }

    [Fact]
    public void CertificateWithoutKey_IsRefusedAtOnce()
    {
        HostApplicationBuilder services = Host.CreateApplicationBuilder();
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(Ours.RawData);
        Assert.Throws<ArgumentException>(() => services.UseOrleans(silo => silo.UseTls(certificate)));
        Assert.Throws<InvalidOperationException>(() => services.UseOrleans(silo => silo.UseTls(_ => { })));
    }

    private static void Trust(TlsOptions options) =>
        options.RemoteCertificateValidation = (certificate, _, _) => certificate.Thumbprint == Ours.Thumbprint;

    private static IHost Client(SiloHost silo, Action<IClientBuilder> configure)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleansClient(client => configure(client.UseStaticClustering(silo.Gateway.Endpoint)));
        return builder.Build();
    }

    private static X509Certificate2 Create(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, default),
            new DateTimeOffset(2100, 1, 1, 0, 0, 0, default)
        );
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
