using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RagCluster.Engine;

// What a grain call costs: in a silo, and from a client over loopback TCP. One process holds both ends, so that a call from a client
// counts the work of the client and of the silo.
const int Dimensions = 384;
int calls = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 300_000;
int inFlight = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 256;
(int siloPort, int gatewayPort) = (LoopbackPort.Reserve(), LoopbackPort.Reserve());
HostApplicationBuilder siloBuilder = Host.CreateApplicationBuilder();
siloBuilder.Logging.SetMinimumLevel(LogLevel.Warning);
siloBuilder.UseOrleans(silo =>
    silo.UseLocalhostClustering(siloPort, gatewayPort).ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort)
);
using IHost silo = siloBuilder.Build();
await silo.StartAsync();
HostApplicationBuilder clientBuilder = Host.CreateApplicationBuilder();
clientBuilder.Logging.SetMinimumLevel(LogLevel.Warning);
clientBuilder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort));
using IHost client = clientBuilder.Build();
await client.StartAsync();

Console.WriteLine($"{Environment.ProcessorCount} processors, {calls} calls, {inFlight} in flight; the best of five rounds");
Console.WriteLine("call,cpu_us,calls_per_s,allocated_bytes");
foreach ((string? place, IHost? host) in new[] { ("in-silo", silo), ("client-to-silo", client) })
{
    IGrainFactory factory = host.Services.GetRequiredService<IGrainFactory>();
    IPingGrain[] grains = Enumerable.Range(0, inFlight).Select(i => factory.GetGrain<IPingGrain>(i)).ToArray();
    float[] vector = Enumerable.Range(0, Dimensions).Select(i => i / 7f).ToArray();
    Print(await Measurement.TakeAsync($"{place} ping", inFlight, calls, i => grains[i].Ping()));
    byte[] bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(vector).ToArray();
    Print(await Measurement.TakeAsync($"{place} float[{Dimensions}]", inFlight, calls, i => grains[i].Echo(vector)));
    Print(await Measurement.TakeAsync($"{place} byte[{bytes.Length}]", inFlight, calls, i => grains[i].EchoBytes(bytes)));
}

await client.StopAsync();
await silo.StopAsync();

static void Print(Measurement result) =>
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Name},{result.CpuMicroseconds:F2},{result.CallsPerSecond:F0},{result.AllocatedBytes:F0}"
        )
    );
