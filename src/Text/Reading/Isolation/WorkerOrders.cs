namespace RagCluster.Text.Reading.Isolation;

/// <summary>What has to be done once the lock of a <see cref="WorkerRoster"/> is let go.</summary>
/// <param name="Senders">Workers whose <see cref="WorkerProcess.Send"/> has to be called.</param>
/// <param name="Starts">Workers to start: for one file, or (null) for all that wait.</param>
/// <param name="Ended">Loads whose workers have to be let go.</param>
/// <param name="ChecksSoon">Whether files are read that nobody checks yet.</param>
/// <param name="GrowsSoon">Whether files wait that may need another worker.</param>
internal readonly record struct WorkerOrders(
    List<WorkerProcess>? Senders,
    List<WorkItem?>? Starts,
    List<WorkerLoad>? Ended,
    bool ChecksSoon,
    bool GrowsSoon
);
