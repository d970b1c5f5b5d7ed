using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Ingestion.Disk;
using RagCluster.Cli.Output;
using Spectre.Console;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag models list|pull|update-all|add|verify|load|unload</c>.</summary>
internal static class ModelsCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals) =>
        new("models", "List, download, add, verify, load and unload models")
        {
            List(globals),
            Pull(globals),
            ModelUpdate.Create(globals),
            Add(globals),
            Action(
                globals,
                "verify",
                "Compare a model's files with the registry on every silo that runs models",
                "is whole on every silo that runs models"
            ),
            Action(globals, "load", "Load a model on every silo that runs models", "is loaded on every silo that runs models"),
            Action(globals, "unload", "Take a model out of memory; the next call loads it again", "is out of memory"),
        };

    private static Command Action(Globals globals, string verb, string description, string outcome)
    {
        Argument<string> name = new("name") { Description = "The model's name in the registry" };
        Command command = new(verb, description) { name };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string model = parse.GetRequiredValue(name);
                await client.PostAsync($"/api/v1/models/{Uri.EscapeDataString(model)}/{verb}", cancellationToken);
                globals.Report(parse).Write(new { model, outcome }, done => AnsiConsole.WriteLine($"{done.model} {done.outcome}."));
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command List(Globals globals)
    {
        Command command = new("list", "Show the models of the registry");
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                ListView<ModelView> models = await client.GetAsync<ListView<ModelView>>("/api/v1/models", cancellationToken);
                globals.Report(parse).Write(models.Data, Write);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Pull(Globals globals)
    {
        Argument<string> name = new("name") { Description = "The model's name in the registry" };
        Command command = new("pull", "Download a model and verify it") { name };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string path = $"/api/v1/models/{Uri.EscapeDataString(parse.GetRequiredValue(name))}/pull";
                ModelView model = await client.PostAsync<ModelView>(path, null, cancellationToken);
                globals.Report(parse).Write(model, m => Write([m]));
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Add(Globals globals)
    {
        Argument<FileInfo> description = new("description") { Description = "A JSON file with the registry entry" };
        Option<FileInfo> model = new("--model") { Description = "The ONNX file", Required = true };
        Option<FileInfo> vocabulary = new("--vocabulary") { Description = "The vocabulary file", Required = true };
        description.AcceptExistingOnly();
        model.AcceptExistingOnly();
        vocabulary.AcceptExistingOnly();
        Command command = new("add", "Add a model from its files") { description, model, vocabulary };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                using MultipartFormDataContent form = new()
                {
                    {
                        new StringContent(await NamedFile.ReadTextAsync(parse.GetRequiredValue(description), cancellationToken)),
                        "description"
                    },
                    { new StreamContent(NamedFile.Open(parse.GetRequiredValue(model))), "model", "model.onnx" },
                    { new StreamContent(NamedFile.Open(parse.GetRequiredValue(vocabulary))), "vocabulary", "vocab.txt" },
                };
                ModelView added = await client.PostAsync<ModelView>("/api/v1/models", form, cancellationToken);
                globals.Report(parse).Write(added, m => Write([m]));
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static void Write(ModelView[] models)
    {
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("model", "kind", "revision")
            .AddColumns(new TableColumn("dimensions").RightAligned(), new TableColumn("MiB").RightAligned())
            .AddColumns("here", "default", "licence");
        foreach (ModelView m in models)
        {
            table.AddRow([
                Terminal.Cell(m.Name),
                Terminal.Cell(m.Kind),
                Terminal.Cell(m.Revision),
                $"{m.Dimensions}",
                $"{m.Bytes / 1048576.0:F1}",
                m.Available ? "yes" : "no",
                m.Default ? "yes" : "",
                Terminal.Cell(m.License),
            ]);
        }

        AnsiConsole.Write(table);
    }
}
