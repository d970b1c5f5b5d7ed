using RagCluster.Cli;
using RagCluster.Cli.Commands;
using RagCluster.Cli.Output;

Terminal.Adapt();
return await CommandLineRun.RunAsync(RagCommands.Create(), args, "rag");
