using System.Net;
using System.Net.Sockets;

namespace RagCluster.Architecture.Tests.Packages;

/// <summary>Which packages a checkout is built with, by what its feed has.</summary>
public sealed class PackageChoiceTests : IDisposable
{
    private const string Gpu = "Microsoft.ML.OnnxRuntime.Gpu";
    private static readonly string[] OfficialSwitches =
    [
        "UseOfficialOnnxRuntime",
        "UseOfficialOpenTelemetry",
        "UseOfficialOrleans",
        "UseOfficialOrleansTls",
        "UseOfficialTokenizers",
        "UseOrleansDashboard",
    ];
    private readonly FeedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AFeedThatHasAll_GivesOfficialPackages()
    {
        _folder.Add(FeedFolder.Official.Keys);
        PackageChoice choice = await PackageChoice.MakeAsync(_folder);
        Assert.Equal("Packages: official ones for Orleans, OnnxRuntime, Tokenizers, OpenTelemetry (the feed has them).", choice.Line);
        Assert.Equal(OfficialSwitches, choice.Taken);
    }

    [Fact]
    public async Task AFeedThatLacksThem_GivesStandIns_UntilTheFeedsChange()
    {
        PackageChoice lacking = await PackageChoice.MakeAsync(_folder);
        Assert.StartsWith(
            "Packages: stand-ins for Orleans, OnnxRuntime, Tokenizers, OpenTelemetry (the feed lacks Microsoft.Orleans.",
            lacking.Line,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "Microsoft.ML.OnnxRuntime, Microsoft.ML.Tokenizers, OpenTelemetry.Extensions.Hosting).",
            lacking.Line,
            StringComparison.Ordinal
        );
        Assert.Empty(lacking.Taken);

        // The same feed is not asked again, another one is.
        _folder.Add(FeedFolder.Official.Keys);
        PackageChoice remembered = await PackageChoice.MakeAsync(_folder);
        Assert.Empty(remembered.Line);
        Assert.Empty(remembered.Taken);
        _folder.UseSource("../feed");
        Assert.Equal(OfficialSwitches, (await PackageChoice.MakeAsync(_folder)).Taken);
    }

    [Fact]
    public async Task AMixedFeed_GivesWhatItHas_AndAGroupWhole()
    {
        _folder.Add(FeedFolder.Official.Keys.Where(id => id is not "Microsoft.Orleans.TestingHost" and not Gpu));
        PackageChoice choice = await PackageChoice.MakeAsync(_folder, ("RAG_GPU", "1"));
        Assert.Equal(
            "Packages: official ones for OnnxRuntime, Tokenizers, OpenTelemetry, stand-ins for Orleans (the feed lacks "
                + "Microsoft.Orleans.TestingHost).",
            choice.Line
        );
        Assert.Equal(["UseOfficialOnnxRuntime", "UseOfficialOpenTelemetry", "UseOfficialTokenizers"], choice.Taken);
    }

    [Fact]
    public async Task AFeedWithoutTheTlsPackage_GivesTheOfficialEngine_WhereItIsAskedFor()
    {
        _folder.Add(FeedFolder.Official.Keys.Where(id => id is not "Microsoft.Orleans.Connections.Security"));
        PackageChoice mixed = await PackageChoice.MakeAsync(_folder, ("RAG_PACKAGES", "mixed"));
        Assert.Equal(
            "Packages: official ones for Orleans, OnnxRuntime, Tokenizers, OpenTelemetry, stand-ins for TLS of Orleans (the feed lacks "
                + "Microsoft.Orleans.Connections.Security; RAG_PACKAGES=mixed).",
            mixed.Line
        );
        Assert.Equal(OfficialSwitches.Where(name => name != "UseOfficialOrleansTls"), mixed.Taken);
        PackageChoice choice = await PackageChoice.MakeAsync(_folder);
        Assert.Equal(
            "Packages: official ones for OnnxRuntime, Tokenizers, OpenTelemetry, stand-ins for Orleans (the feed lacks "
                + "Microsoft.Orleans.Connections.Security).",
            choice.Line
        );
        Assert.Equal(["UseOfficialOnnxRuntime", "UseOfficialOpenTelemetry", "UseOfficialTokenizers"], choice.Taken);
    }

    /// <summary>A probe that had the name of a package was taken for that package, and a feed that has it was said to lack it.</summary>
    [Fact]
    public async Task APackageThatAGroupDependsOn_IsFoundUnderTheGroupsName()
    {
        _folder.Add(FeedFolder.Official.Keys.Except(["OpenTelemetry.Extensions.Hosting"]));
        _folder.Add("OpenTelemetry", "1.20.1");
        _folder.Add("OpenTelemetry.Extensions.Hosting", FeedFolder.Official["OpenTelemetry.Extensions.Hosting"], "OpenTelemetry");
        Assert.Equal(OfficialSwitches, (await PackageChoice.MakeAsync(_folder)).Taken);
    }

    [Fact]
    public async Task WhereAGpuIs_ItsPackageReplacesTheOther()
    {
        _folder.Add(FeedFolder.Official.Keys.Where(id => id.StartsWith("Microsoft.ML.", StringComparison.Ordinal)));
        PackageChoice choice = await PackageChoice.MakeAsync(_folder, ("RAG_GPU", "1"));
        Assert.StartsWith(
            "Packages: official ones for OnnxRuntime for GPU, Tokenizers, stand-ins for Orleans, OpenTelemetry (",
            choice.Line,
            StringComparison.Ordinal
        );
        Assert.Equal(["UseOfficialOnnxRuntime", "UseOfficialTokenizers", "UseOnnxRuntimeGpu"], choice.Taken);
    }

    [Fact]
    public async Task AFeedThatDoesNotAnswer_GivesStandIns()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        _folder.UseSource($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/index.json");
        PackageChoice choice = await PackageChoice.MakeAsync(_folder, ("RAG_PACKAGES_SECONDS", "3"));
        Assert.Equal(
            "Packages: stand-ins for Orleans, OnnxRuntime, Tokenizers, OpenTelemetry (the feed did not answer within 3 s).",
            choice.Line
        );
        Assert.Empty(choice.Taken);
    }

    [Fact]
    public async Task TheChoiceByHand_AsksNoFeed()
    {
        _folder.UseSource("http://127.0.0.1:9/index.json");
        PackageChoice official = await PackageChoice.MakeAsync(_folder, ("RAG_PACKAGES", "official"));
        Assert.Equal("Packages: official ones for Orleans, OnnxRuntime, Tokenizers, OpenTelemetry (RAG_PACKAGES=official).", official.Line);
        Assert.Equal(OfficialSwitches, official.Taken);
        PackageChoice standIn = await PackageChoice.MakeAsync(_folder, ("RAG_PACKAGES", "stand-in"));
        Assert.Equal("Packages: stand-ins for Orleans, OnnxRuntime, Tokenizers, OpenTelemetry (RAG_PACKAGES=stand-in).", standIn.Line);
        Assert.Empty(standIn.Taken);
        PackageChoice wrong = await PackageChoice.MakeAsync(_folder, ("RAG_PACKAGES", "both"));
        Assert.Equal(2, wrong.ExitCode);
        Assert.Equal("rag: RAG_PACKAGES is 'both': set it to official, mixed or stand-in, or leave it out", wrong.Line);
    }
}
