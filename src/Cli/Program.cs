using System.CommandLine;
using RagCluster.Cli;
using RagCluster.Cli.Commands;
using RagCluster.Cli.Output;

Terminal.Adapt();
Globals globals = new();
RootCommand root = new("RagCluster: documents in, cited answers out.")
{
    DemoCommand.Create(globals),
    UpCommand.Create(),
    IngestCommand.Create(globals),
    SearchCommand.Create(globals),
    AskCommand.Create(globals),
    ChatCommand.Create(globals),
    FeedbackCommand.Create(globals),
    EvalCommand.Create(globals),
    ModelsCommand.Create(globals),
    CollectionsCommand.Create(globals),
    KeysCommand.Create(globals),
    UsersCommand.Create(globals),
    SubjectCommand.Create(globals),
    AuditCommand.Create(globals),
    QueriesCommand.Create(globals),
    StatusCommand.Create(globals),
    DoctorCommand.Create(globals),
    BackupCommand.Create(globals),
    RestoreCommand.Create(globals),
    PlansCommand.Create(globals),
    TracesCommand.Create(),
};
root.Options.Add(globals.Server);
root.Options.Add(globals.ApiKey);
root.Options.Add(globals.Json);

return await CommandLineRun.RunAsync(root, args, "rag");
