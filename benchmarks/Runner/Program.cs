using System.CommandLine;
using RagCluster.Benchmarks;
using RagCluster.Cli;
using RagCluster.Cli.Commands;
using RagCluster.Cli.Output;

Terminal.Adapt();
Globals globals = new();
RootCommand root = BenchCommand.Create(globals);
root.Options.Add(globals.Json);
return await CommandLineRun.RunAsync(root, args, "rag bench");
