using RagCluster.Storage.CrashWriter;

return args[0] == RotationRun.Verb ? await RotationRun.MainAsync(args[1..]) : await CrashWriterRun.MainAsync(args);
