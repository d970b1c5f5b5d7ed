using System.CommandLine;

namespace RagCluster.Cli.Commands;

/// <summary>All commands of <c>rag</c>.</summary>
internal static class RagCommands
{
    /// <summary>Builds them.</summary>
    internal static RootCommand Create()
    {
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
        return root;
    }
}
