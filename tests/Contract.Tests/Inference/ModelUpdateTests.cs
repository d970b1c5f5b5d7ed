using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Contract.Tests.Inference;

/// <summary>All models are brought up to date: whole ones are verified, a damaged one is loaded again where it has a source.</summary>
public sealed class ModelUpdateTests : IDisposable
{
    private readonly TempFolder _data = new();

    private string Registry => Path.Combine(_data.FullPath, "models", "registry.json");

    private string Model =>
        Assert.Single(Directory.GetFiles(Path.Combine(_data.FullPath, "models"), "*.onnx", SearchOption.AllDirectories));

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task DamagedModel_IsNamedOrPulledAgain_AndHoldsUpNoOther()
    {
        await AddAsync();
        byte[] whole = await File.ReadAllBytesAsync(Model);
        await DamageAsync(whole);
        using HttpListener source = new();
        string address = $"http://{LoopbackPort.Address}:{LoopbackPort.Reserve()}/";
        source.Prefixes.Add(address);
        await SetSourceAsync(address + "model.onnx");
        await using (SiloProcess silo = await SiloProcess.StartAsync(_data.FullPath))
        {
            // Nobody serves it yet.
            JsonNode failed = await UpdateAsync(silo, SampleModel.Name);
            Assert.Equal(("failed", "model-unavailable"), (failed["outcome"]!.ToString(), failed["code"]!.ToString()));
            Assert.Contains(address, failed["message"]!.ToString(), StringComparison.Ordinal);
            (int exitCode, string output, _) = await RagCommand.RunAsync(silo.Http, "models", "update-all");
            Assert.Equal(1, exitCode);
            Assert.Contains("failed", output, StringComparison.Ordinal);

            source.Start();
            Task served = ServeOnceAsync(source, whole);
            Assert.Equal("pulled", (await UpdateAsync(silo, SampleModel.Name))["outcome"]!.ToString());
            await served;
            Assert.Equal(whole, await File.ReadAllBytesAsync(Model));
            Assert.Equal("verified", (await UpdateAsync(silo, SampleModel.Name))["outcome"]!.ToString());
            Assert.Equal("verified", (await UpdateAsync(silo, "rag-static-en-v1"))["outcome"]!.ToString());
            Assert.Equal("absent", (await UpdateAsync(silo, "all-MiniLM-L6-v2"))["outcome"]!.ToString());
            (exitCode, _, _) = await RagCommand.RunAsync(silo.Http, "models", "update-all");
            Assert.Equal(0, exitCode);
        }
    }

    private static async Task<JsonNode> UpdateAsync(SiloProcess silo, string model)
    {
        Reply reply = await new RagHttp(silo.Http).SendAsync(HttpMethod.Post, "/api/v1/models/update-all", null);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        return Assert.Single(reply.Array("data"), update => update!["name"]!.ToString() == model)!;
    }

    private static async Task ServeOnceAsync(HttpListener source, byte[] content)
    {
        HttpListenerContext context = await source.GetContextAsync();
        context.Response.ContentLength64 = content.Length;
        await context.Response.OutputStream.WriteAsync(content);
        context.Response.Close();
    }

    private async Task AddAsync()
    {
        await using SiloProcess silo = await SiloProcess.StartAsync(_data.FullPath);
        using MultipartFormDataContent form = await SampleModel.FormAsync();
        Assert.Equal(HttpStatusCode.Created, (await new RagHttp(silo.Http).SendAsync(HttpMethod.Post, "/api/v1/models", form)).Status);
    }

    private Task DamageAsync(byte[] whole)
    {
        byte[] damaged = [.. whole];
        damaged[^1] ^= 1;
        return File.WriteAllBytesAsync(Model, damaged);
    }

    private async Task SetSourceAsync(string address)
    {
        JsonNode registry = JsonNode.Parse(await File.ReadAllTextAsync(Registry))!;
        registry["models"]![0]!["files"]!["model"]!["source"] = address;
        await File.WriteAllTextAsync(Registry, registry.ToJsonString());
    }
}
